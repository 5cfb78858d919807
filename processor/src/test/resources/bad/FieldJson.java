package bad;

import com.fasterxml.jackson.annotation.*;
import dev.stepwell.*;
import java.time.LocalDate;

class FieldJson {
  @Event("tests/booked")
  record Booked(
      @JsonProperty("guest-name") String guest,
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
      @JsonProperty("room_number") int room) {}

  @Function(id = "book", event = "tests/booked")
  @CancelOn(event = "tests/checked.out", match = {"guest-name", "room_number"})
  @CancelOn(event = "tests/closed", match = "day")
  void book(Booked booked) {}
  // ^ [FieldJson] event tests/checked.out cannot have field guest-name with the JSON form that it has in FieldJson.Booked, because the generated record has no annotations; declare the event by hand, as @Event("tests/checked.out") record TestsCheckedOut(…)
  // ^ [FieldJson] event tests/closed cannot have field day with the JSON form that it has in FieldJson.Booked, because the generated record has no annotations; declare the event by hand, as @Event("tests/closed") record TestsClosed(…)
}
