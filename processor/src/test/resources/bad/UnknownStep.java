package bad;

import dev.stepwell.*;

@Function(id = "mail", event = "tests/mail.wanted")
class UnknownStep {
  @Step
  void writeMail(String key) {}

  @Step(after = {"write-mail", "wirte-mail"})
  // ^ [UnknownStep] step send comes after wirte-mail, but UnknownStep has no step of that id; did you mean write-mail?
  void send(String key) {}
}
