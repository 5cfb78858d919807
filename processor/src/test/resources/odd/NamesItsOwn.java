package odd;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import java.util.List;

class NamesItsOwn {
  NamesItsOwn(DurableNamesItsOwn self, NamesItsOwnCatalog catalog) {}

  @Function(id = "names-its-own", event = "odd/own.wanted")
  @CancelOn(event = "odd/own.stop", match = {"key", "key"})
  void run(String key) {}

  @Step
  OddOwnWanted again(List<OddOwnStop> stops, OddOwnWanted.Where where) {
    return new OddOwnWanted(stops.get(0).key());
  }

  Object handle() {
    return Functions.NAMES_ITS_OWN;
  }
}
