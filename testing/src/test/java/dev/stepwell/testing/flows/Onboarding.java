package dev.stepwell.testing.flows;

import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The onboarding of a new member, as a graph of steps. */
@Function(
    id = "onboard",
    event = "people/person.joined",
    backoff = @Backoff(first = "1s", longest = "1m"))
@CancelOn(event = "people/person.left", match = "person")
public class Onboarding {
  private final Consumer<String> work;

  /** Reports its work to this consumer, which may fail. */
  public Onboarding(Consumer<String> work) {
    this.work = work;
  }

  /** An account. */
  public record Account(String name) {}

  /** A badge with a picture. */
  public record Badge(String url) {}

  /** A course. */
  public record Course(String title) {}

  /** A seat in a course. */
  public record Seat(String course) {}

  /** The outcome. */
  public record Welcome(String name, String badge, @Nullable String desk, List<Seat> seats) {}

  @Step
  Welcome welcome(
      Account account, Optional<Badge> badge, @Nullable String findDesk, List<Seat> seats) {
    work.accept("welcome");
    return new Welcome(account.name(), badge.map(Badge::url).orElse("no badge"), findDesk, seats);
  }

  @Step
  Account createAccount(String person) {
    work.accept("create account");
    return new Account(person + "@example.org");
  }

  @Step
  Badge printBadge(
      Account account,
      @WaitFor(event = "people/photo.taken", match = "person", timeout = "2d") PhotoTaken photo) {
    work.accept("print badge");
    return new Badge(photo.url());
  }

  @Step
  List<Course> chooseCourses(List<String> topics) {
    work.accept("choose courses");
    return topics.stream().map(Course::new).toList();
  }

  @Step
  Optional<Seat> bookSeat(Course course, Account account) {
    work.accept("book " + course.title());
    return course.title().equals("full") ? Optional.empty() : Optional.of(new Seat(course.title()));
  }

  @Step
  @Nullable
  String findDesk(Account account, boolean remote) {
    work.accept("find desk");
    return remote ? null : "desk of " + account.name();
  }

  @Step
  void orderChair(String findDesk) {
    work.accept("order chair for " + findDesk);
  }

  @Step(after = "order-chair", delay = "3d")
  void ask(String person) {
    work.accept("ask " + person);
  }

  @OnFailure("onboard")
  void tell(String person, Failure failure) {
    work.accept("tell " + person + " of " + failure.stepId());
  }
}
