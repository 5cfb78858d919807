package bad;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.stepwell.*;

class EventJson {
  record Address(String city) {}

  @Event("tests/moved")
  // ^ [EventJson] annotations on event record EventJson.Moved change its JSON form, so its fields are not known; make it a field of another record, which is the event
  record Moved(String person, @JsonUnwrapped Address address) {}

  @Function(id = "move", event = "tests/moved")
  void move(String person) {}
}
