package bad;

import dev.stepwell.*;
import java.util.*;

class NoConnection {
  @Step(transactional = true)
  String work(String key) {
  // ^ [NoConnection] step work is transactional but takes no java.sql.Connection; add this parameter, for which the flow passes steps.connection()
    return key;
  }
}
