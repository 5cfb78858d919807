package bad;

import dev.stepwell.*;
import java.util.*;
import java.sql.Connection;

class ConnectionInStep {
  @Step
  String work(String key, Connection connection) {
  // ^ [ConnectionInStep] step work takes a java.sql.Connection but is not transactional; make it @Step(transactional = true), or use a DataSource of your own
    return key;
  }
}
