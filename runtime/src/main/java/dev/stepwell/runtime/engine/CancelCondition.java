package dev.stepwell.runtime.engine;

import dev.stepwell.contract.condition.Alternative;
import dev.stepwell.contract.condition.Evaluation;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.runtime.codec.Digests;
import dev.stepwell.runtime.model.MatchKey;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation by a condition, as keys of the starting and the cancelling event. The keys are equal if one of the
 * condition's alternatives holds.
 *
 * <p>A key contains the alternative's demand on the cancelling event, and the values that must be equal. So functions
 * with the same demand share keys, and the part of a condition about the run's own event may change while runs are
 * live.
 *
 * @param event the name of the cancelling event
 * @param alternatives the alternatives of the condition
 */
record CancelCondition(String event, List<Alternative> alternatives) {
  /** The keys under which a run of this event is found; none if nothing can cancel it. */
  Stream<MatchKey> ofRun(Evaluation.Data started) {
    return keys(started, Alternative::ofEvent, Alternative.Pair::ofEvent);
  }

  /** The keys of the runs that this event cancels. */
  Stream<MatchKey> ofCancelling(Evaluation.Data arrived) {
    return keys(arrived, Alternative::ofAsync, Alternative.Pair::ofAsync);
  }

  private Stream<MatchKey> keys(
      Evaluation.Data data,
      Function<Alternative, List<Expression>> alone,
      Function<Alternative.Pair, Expression> value) {
    return alternatives.stream()
        .filter(one -> alone.apply(one).stream().allMatch(part -> Evaluation.holds(part, data)))
        .flatMap(one -> Stream.ofNullable(key(one, data, value)));
  }

  /** The key has a fixed length, because it is indexed. Null if a value is missing. */
  private @Nullable MatchKey key(
      Alternative alternative,
      Evaluation.Data data,
      Function<Alternative.Pair, Expression> expression) {
    MessageDigest digest = Digests.sha256();
    add(digest, alternative.asked());
    for (Alternative.Pair pair : alternative.pairs()) {
      Object value = Evaluation.value(expression.apply(pair), data);
      if (value == null) {
        return null;
      }
      add(digest, words(value));
    }
    return new MatchKey(event, "condition " + HexFormat.of().formatHex(digest.digest()));
  }

  /** Equal for equal values, different for others. */
  private static String words(Object value) {
    return value instanceof BigDecimal number
        ? "number " + number.stripTrailingZeros()
        : value.getClass().getSimpleName() + " " + value;
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
