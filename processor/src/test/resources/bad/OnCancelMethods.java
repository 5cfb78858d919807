package bad;

import dev.stepwell.Cancellation;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;

class OnCancelMethods {
  @Function(id = "run", event = "bad/run")
  String run(String id) {
    return step(id);
  }

  @Step
  String step(String id) {
    return id;
  }

  @OnCancel("runn")
  // ^ [FailureWithoutFunction] @OnCancel("runn") names no function of OnCancelMethods; did you mean run?
  void wrong() {}

  @OnCancel("run")
  void cancelled(
      Failure failure,
      // ^ [FailureParameter] parameter Failure failure of cancelled is none of the function's own (String id), nor a Cancellation, nor Steps; remove it or give it the same name and type
      String id) {}

  @OnFailure("run")
  void failed(
      Cancellation cancellation
      // ^ [FailureParameter] parameter Cancellation cancellation of failed is none of the function's own (String id), nor a Failure, nor Steps; remove it or give it the same name and type
      ) {}
}
