package bad;

import dev.stepwell.*;
import java.security.SecureRandom;
import java.util.*;
import java.util.concurrent.ThreadLocalRandom;

class UnstableRandom {
  private final Random random = new Random(1);
  private final SecureRandom secure = new SecureRandom();

  @Function(id = "draw", event = "tests/draw.wanted")
  void draw(String key, List<String> cards) {
    work(Math.random());
    // ^ warning: [UnstableRandom] Math.random() returns a different result whenever the run is replayed; call it in a @Step
    work(new Random().nextDouble());
    // ^ warning: [UnstableRandom] new Random() returns a different result whenever the run is replayed; call it in a @Step
    work(random.nextDouble());
    // ^ warning: [UnstableRandom] random.nextDouble() returns a different result whenever the run is replayed; call it in a @Step
    work(this.random.nextDouble());
    // ^ warning: [UnstableRandom] this.random.nextDouble() returns a different result whenever the run is replayed; call it in a @Step
    work(secure.nextDouble());
    // ^ warning: [UnstableRandom] secure.nextDouble() returns a different result whenever the run is replayed; call it in a @Step
    work(ThreadLocalRandom.current().nextDouble());
    // ^ warning: [UnstableRandom] ThreadLocalRandom.current() returns a different result whenever the run is replayed; call it in a @Step
    Collections.shuffle(cards);
    // ^ warning: [UnstableRandom] Collections.shuffle(cards) returns a different result whenever the run is replayed; call it in a @Step
  }

  @Step
  void work(double number) {}
}
