package bad;

import dev.stepwell.*;
import java.util.*;

class UnstorableId {
  static final String LONG = "a234567890a234567890a234567890a234567890a234567890a234567890a234567890"
      + "a234567890a234567890a234567890a234567890a234567890a234567890a234567890"
      + "a234567890a234567890a234567890a234567890a234567890a234567890x";

  @Step(id = LONG)
  // ^ [UnstorableId] the id of step tooLong is 201 characters long; give at most 200
  String tooLong(String key) {
    return key;
  }

  @Step(id = "null\0byte")
  // ^ [UnstorableId] the id of step control contains a control character, U+0000; remove it
  String control(String key) {
    return key;
  }

  @Step(id = "half\ud83d")
  // ^ [UnstorableId] the id of step half contains half of a surrogate pair, U+D83D, which is not a character; cut text between code points
  String half(String key) {
    return key;
  }

  @Function(id = "pay:on-failure", event = "bad/pay")
  // ^ [UnstorableId] the id of function pay ends in :on-failure, which is reserved for failure handlers; choose another ending
  void pay(String key) {}
}
