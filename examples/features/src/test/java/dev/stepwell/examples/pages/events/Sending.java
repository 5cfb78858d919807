package dev.stepwell.examples.pages.events;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.Stepwell;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** Sends. */
class Sending {
  @Function(id = "greet-user", event = "users/user.joined")
  void greet(String userId, Steps steps) {
    sendMail(userId);
  }

  @Step
  void sendMail(String userId) {}

  static void all(Stepwell stepwell, Connection connection) {
    stepwell.send(new UsersUserJoined("u1"));
    stepwell.send(new UsersUserJoined("u1"), "import-7/u1"); // this event id: at most once
    stepwell.sendAll(List.of(new UsersUserJoined("u2"), new UsersUserJoined("u3")));
    stepwell.sendJson("users/user.joined", "{\"userId\": \"u4\"}", null);

    var tomorrow = SendOptions.at(stepwell.now().plus(Duration.ofDays(1)));
    String eventId = stepwell.send(new UsersUserJoined("u5"), tomorrow).eventId();
    stepwell.withdraw(eventId);

    stepwell.send(connection, new UsersUserJoined("u6")); // in your transaction
    stepwell.within(connection).sendAll(List.of(new UsersUserJoined("u7")));
  }
}
