package bad;

import dev.stepwell.*;
import java.util.*;
import java.sql.Connection;

class TwoConnections {
  @Step(transactional = true)
  String work(
      Connection from,
      String key,
      Connection to) {
      // ^ [TwoConnections] step work takes more than one java.sql.Connection; keep one, on which its outcome is recorded
    return key;
  }
}
