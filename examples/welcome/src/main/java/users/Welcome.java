package users;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.Map;

/** Welcomes new users. */
public class Welcome {
  private final Map<String, String> addresses;

  public Welcome(Map<String, String> addresses) {
    this.addresses = addresses;
  }

  @Function(id = "welcome", event = "users/user.joined")
  @CancelOn(event = "users/user.left", match = "userId")
  String welcome(String userId, Steps steps) {
    String address = findAddress(userId);
    steps.sleep("let-them-look-around", Duration.ofDays(3));
    return sendMail(address);
  }

  @Step
  String findAddress(String userId) {
    return addresses.get(userId);
  }

  @Step(retries = 8)
  String sendMail(String address) {
    return "mail to " + address;
  }
}
