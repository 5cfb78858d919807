package odd;

import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.Step;

public class Collaborator {
  private Collaborator() {}

  public static class Helper {
    @Step
    public int help() {
      return 1;
    }
  }

  public static class User {
    public User(DurableCollaborator_Helper helper) {}

    @Function(id = "collaborator", event = "odd/by.hand")
    void run(String key) {}

    @Function(id = "whole", event = "odd/by.hand")
    void whole(ByHand event) {}
  }

  @Event("odd/by.hand")
  public record ByHand(String where, String key, String hashCodes) {}
}
