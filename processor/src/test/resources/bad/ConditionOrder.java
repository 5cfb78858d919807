package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionOrder {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.due < '2026-01-01T00:00:00Z'")
  // ^ [ConditionOrder] event.data.due < '2026-01-01T00:00:00Z' compares by order, but Instant has no order; compare numbers or Strings, or use == or !=
  void run(java.time.Instant due) {}

  @Function(id = "flag", event = "tests/flag.wanted", condition = "event.data.paid > false")
  // ^ [ConditionOrder] event.data.paid > false compares by order, but boolean has no order; compare numbers or Strings, or use == or !=
  void flag(boolean paid) {}

  @Function(id = "none", event = "tests/none.wanted", condition = "event.data.amount >= null")
  // ^ [ConditionOrder] event.data.amount >= null compares by order, but null has no order; compare numbers or Strings, or use == or !=
  void none(int amount) {}
}
