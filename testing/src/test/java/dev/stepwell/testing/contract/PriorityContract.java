package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that count as older than they are precede others; those that count as younger start at once when nothing else is due. */
abstract class PriorityContract extends Contract {
  private UUID me;

  PriorityContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a", "callee");
  }

  private UUID create(int seconds) {
    return start(Given.prioritised("a", seconds));
  }

  private List<UUID> claimOne() {
    return ids(ports.queue().claim(me, Set.of("a"), 1, Long.MAX_VALUE, now()));
  }

  @Test
  void anUrgentRunPrecedesOlderOnesByItsHeadStart() {
    UUID old = create(0);
    subject().advance(Duration.ofHours(2));
    UUID recent = create(0);
    subject().advance(Duration.ofMinutes(1));
    UUID urgent = create(3600);

    assertThat(claimOne()).containsExactly(old);
    assertThat(claimOne()).containsExactly(urgent);
    assertThat(claimOne()).containsExactly(recent);
  }

  @Test
  void aRunThatYieldsComesLastAndIsNotDelayed() {
    UUID yielding = create(-3600);
    UUID late = create(-43_200);
    UUID plain = create(0);

    assertThat(claimOne()).containsExactly(plain);
    assertThat(ports.runs().reasons(late))
        .containsExactly(new Reason.Queued(run(late).createdAt(), 1));
    assertThat(claimOne()).containsExactly(yielding);
    assertThat(claimOne()).containsExactly(late);
    assertThat(claimOne()).isEmpty();
  }

  @Test
  void aRunThatYieldsAges() {
    UUID yielding = create(-3600);
    subject().advance(Duration.ofHours(2));
    UUID plain = create(0);

    assertThat(claimOne()).containsExactly(yielding);
    assertThat(claimOne()).containsExactly(plain);
  }

  @Test
  void whatItContinuesWithIsUrgentToo() {
    UUID urgent = create(3600);
    assertThat(claimOne()).containsExactly(urgent);
    UUID callee = invokeAndPark(urgent);
    UUID plain = create(0);
    subject().advance(Duration.ofMinutes(5));
    claim(ports, me, "callee");
    end(new RunEnd.Completed(callee, "1", false, null));

    assertThat(claimOne()).containsExactly(urgent);
    assertThat(claimOne()).containsExactly(plain);
  }

  @Test
  void aRunThatHasSleptIsUrgentAgain() {
    UUID urgent = create(3600);
    UUID yielding = create(-3600);
    assertThat(claimOne()).containsExactly(urgent);
    assertThat(claimOne()).containsExactly(yielding);
    end(new RunEnd.Parked(urgent, now().plus(Duration.ofMinutes(10))));
    end(new RunEnd.Parked(yielding, now().plus(Duration.ofMinutes(1))));
    UUID before = create(0);
    assertThat(ports.queue().claim(me, Set.of("b"), 1, Long.MAX_VALUE, now())).isEmpty();
    subject().advance(Duration.ofMinutes(5));
    UUID plain = create(0);
    assertThat(claimOne()).as("a parked run is not due before its time").containsExactly(before);
    subject().advance(Duration.ofMinutes(20));

    assertThat(claimOne()).containsExactly(urgent);
    assertThat(claimOne()).containsExactly(plain);
    assertThat(claimOne()).containsExactly(yielding);
    assertThat(claimOne()).isEmpty();
  }

  @Test
  void aRunThatIsWokenBeforeItParksIsUrgentAgain() {
    UUID urgent = create(3600);
    assertThat(claimOne()).containsExactly(urgent);
    UUID callee = invoke(urgent, "call");
    UUID plain = create(0);
    subject().advance(Duration.ofMinutes(5));
    claim(ports, me, "callee");
    end(new RunEnd.Completed(callee, "1", false, null));
    end(new RunEnd.Parked(urgent, null));

    assertThat(claimOne()).containsExactly(urgent);
    assertThat(claimOne()).containsExactly(plain);
  }

  @Test
  void aRunThatItsWorkerHasLostIsUrgentAgain() {
    UUID urgent = create(3600);
    assertThat(claimOne()).containsExactly(urgent);
    UUID plain = create(0);
    subject().advance(Duration.ofMinutes(5));
    ports.queue().giveBack(me, Set.of(urgent));
    assertThat(claimOne()).containsExactly(urgent);
    ports.queue().leave(me);
    me = worker(ports, "a", "callee");

    assertThat(claimOne()).containsExactly(urgent);
    assertThat(claimOne()).containsExactly(plain);
  }
}
