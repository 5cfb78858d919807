package dev.stepwell.processor.check;

import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.And;
import dev.stepwell.contract.condition.Expression.Compare;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Expression.In;
import dev.stepwell.contract.condition.Expression.Items;
import dev.stepwell.contract.condition.Expression.Literal;
import dev.stepwell.contract.condition.Expression.Not;
import dev.stepwell.contract.condition.Expression.Or;
import dev.stepwell.contract.condition.Expression.Size;
import dev.stepwell.contract.condition.Expression.TextCall;
import dev.stepwell.contract.condition.Side;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldJson;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.ShapeModel;
import dev.stepwell.processor.model.ShapeModel.Kind;
import dev.stepwell.processor.model.TypeModel;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Infers the fields of an arriving event from the values that a condition compares them with: fields of the run's
 * event, or literals.
 */
final class ArrivingFields {
  private final EventModel started;
  private final Address address;
  private final Map<String, FieldModel> paired = new HashMap<>();
  private final Map<String, FieldModel> compared = new HashMap<>();

  private ArrivingFields(EventModel started, Address address) {
    this.started = started;
    this.address = address;
  }

  /** The inferred fields of a condition at this address, by name. */
  static Map<String, FieldModel> of(Expression condition, EventModel started, Address address) {
    ArrivingFields fields = new ArrivingFields(started, address);
    fields.truth(condition);
    Map<String, FieldModel> known = new HashMap<>(fields.compared);
    known.putAll(fields.paired);
    return known;
  }

  private void truth(Expression of) {
    tell(of, "boolean", Kind.TRUTH);
    if (of instanceof Not || of instanceof And || of instanceof Or) {
      of.parts().forEach(this::truth);
    } else if (of instanceof Compare compare) {
      tellBy(compare.left(), compare.right());
      tellBy(compare.right(), compare.left());
    } else if (of instanceof In in && in.list() instanceof Items items) {
      items.items().forEach(item -> tellBy(in.element(), item));
    } else if (of instanceof TextCall call) {
      call.parts().forEach(part -> tell(part, "String", Kind.TEXT));
    }
  }

  /** Infers a field from the value that it is compared with. */
  private void tellBy(Expression field, Expression other) {
    if (other instanceof Field own && own.side() == Side.EVENT) {
      arriving(field)
          .ifPresent(
              name -> started(own).ifPresent(found -> paired.putIfAbsent(name, found.named(name))));
    } else if (other instanceof Size || isLiteral(other, Long.class)) {
      tell(field, "long", Kind.NUMBER);
    } else if (isLiteral(other, BigDecimal.class)) {
      arriving(field).ifPresent(compared::remove);
      tell(field, "double", Kind.NUMBER);
    } else if (isLiteral(other, String.class)) {
      tell(field, "String", Kind.TEXT);
    } else if (isLiteral(other, Boolean.class)) {
      tell(field, "boolean", Kind.TRUTH);
    }
  }

  private static boolean isLiteral(Expression expression, Class<?> type) {
    return expression instanceof Literal literal && type.isInstance(literal.value());
  }

  private static Optional<String> arriving(Expression expression) {
    return expression instanceof Field field
            && field.side() == Side.ASYNC
            && field.path().size() == 1
        ? Optional.of(field.path().get(0))
        : Optional.empty();
  }

  /** The field of the event that has started the run, or of a record in it. */
  private Optional<FieldModel> started(Field field) {
    List<FieldModel> fields = started.fields();
    Optional<FieldModel> found = Optional.empty();
    for (String name : field.path()) {
      found = FieldChecks.field(fields, name);
      fields = found.map(one -> one.shape().members()).orElse(List.of());
    }
    return found;
  }

  private void tell(Expression expression, String type, Kind kind) {
    arriving(expression).ifPresent(name -> compared.putIfAbsent(name, field(name, type, kind)));
  }

  private FieldModel field(String name, String type, Kind kind) {
    return new FieldModel(
        name,
        type.equals("String")
            ? new TypeModel.Declared("java.lang", List.of(type), List.of())
            : new TypeModel.Primitive(type),
        List.of(),
        List.of(),
        FieldJson.of(name, true),
        false,
        schema(type),
        storedSchema(type),
        null,
        false,
        Set.of(),
        ShapeModel.of(type, kind),
        address);
  }

  private static String schema(String type) {
    return switch (type) {
      case "long" -> "{\"type\":\"integer\"}";
      case "double" -> "{\"type\":\"number\"}";
      default -> "{\"type\":\"" + type.toLowerCase(java.util.Locale.ROOT) + "\"}";
    };
  }

  private static String storedSchema(String type) {
    return switch (type) {
      case "long" -> "{\"type\":\"integer\",\"format\":\"int64\"}";
      case "double" -> "{\"type\":\"number\",\"format\":\"double\"}";
      default -> schema(type);
    };
  }
}
