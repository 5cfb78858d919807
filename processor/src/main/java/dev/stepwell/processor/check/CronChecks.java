package dev.stepwell.processor.check;

import com.cronutils.model.CompositeCron;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import dev.stepwell.contract.CronFields;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TextModel;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks the cron expressions of a function, with the parser of the runtime. */
final class CronChecks {
  private final FunctionModel function;
  private final List<Fault> faults = new ArrayList<>();

  private CronChecks(FunctionModel function) {
    this.function = function;
  }

  static List<Fault> of(FunctionModel function) {
    CronChecks checks = new CronChecks(function);
    if (function.hasCron()) {
      checks.checkExpressions();
      checks.checkZone(function.triggers().timeZone());
    }
    return checks.faults;
  }

  private void checkExpressions() {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    Map<String, String> expressions = new HashMap<>();
    for (TextModel expression : function.triggers().crons()) {
      try {
        Cron cron = parser.parse(CronFields.plain(expression.text()));
        if (cron instanceof CompositeCron) {
          throw new IllegalArgumentException(
              "it contains several expressions, which must be listed one by one");
        }
        checkDays(expression, cron.asString());
        String other = expressions.putIfAbsent(cron.asString(), expression.text());
        if (other != null) {
          fault(
              FaultKind.SAME_CRON, expression, function.method().name(), other, expression.text());
        }
      } catch (RuntimeException e) {
        fault(FaultKind.CRON_EXPRESSION, expression, expression.text(), reason(e));
      }
    }
  }

  private void fault(FaultKind kind, TextModel at, Object... names) {
    faults.add(Fault.of(kind, at.address(), names));
  }

  /** The message of the parser, if it identified the fault. */
  private static String reason(RuntimeException e) {
    return e instanceof IllegalArgumentException || e instanceof DateTimeException
        ? String.valueOf(e.getMessage())
            .replaceFirst("^Failed to parse cron expression\\. ", "")
            .replaceFirst("[.!]$", "")
        : "it cannot be read";
  }

  private void checkDays(TextModel expression, String normal) {
    if (CronDays.never(normal)) {
      fault(FaultKind.CRON_NEVER, expression, expression.text());
    }
  }

  private void checkZone(TextModel zone) {
    try {
      ZoneId.of(zone.text());
    } catch (DateTimeException e) {
      fault(FaultKind.TIME_ZONE, zone, zone.text(), reason(e), zoneHint(zone.text()));
    }
  }

  /** The zone of a near name, or the one of this city. */
  private static String zoneHint(String name) {
    if (name.isBlank()) {
      return "";
    }
    Set<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    String city = "/" + name.replace(' ', '_');
    return zones.stream()
        .filter(
            zone -> zone.regionMatches(true, zone.length() - city.length(), city, 0, city.length()))
        .findFirst()
        .map(SimilarNames::hint)
        .orElseGet(() -> SimilarNames.hint(name, zones));
  }
}
