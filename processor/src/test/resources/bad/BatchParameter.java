package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/used")
record Used(String account) {}

class BatchParameter {
  @Function(id = "fields", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  void fields(String account) {}
  // ^ [BatchParameter] function fields has @Batch but takes String account; let it take a List<…> of a record with @Event, and Steps if it needs them

  @Function(id = "one", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  void one(Used event) {}
  // ^ [BatchParameter] function one has @Batch but takes Used event; let it take a List<…> of a record with @Event, and Steps if it needs them
  // ^ [UnknownField] event tests/used has no field event (its fields are account)

  @Function(id = "nothing", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  void nothing(Steps steps) {}
  // ^ [BatchParameter] function nothing has @Batch but takes nothing of the event; let it take a List<…> of a record with @Event, and Steps if it needs them

  @Function(id = "texts", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s")
  void texts(List<String> events) {}
  // ^ [BatchParameter] function texts has @Batch but takes List<String> events; let it take a List<…> of a record with @Event, and Steps if it needs them
  // ^ [UnknownField] event tests/used has no field events (its fields are account)

  @Function(id = "fine", event = "tests/used")
  @Batch(maxSize = 2, timeout = "1s", key = "account", condition = "event.data.account != ''")
  int fine(List<Used> events, Steps steps) { return events.size(); }

  @OnFailure("fine")
  void failed(List<Used> events, Failure failure) {}

  @OnCancel("fine")
  void cancelled(Cancellation cancellation, Steps steps) {}
}
