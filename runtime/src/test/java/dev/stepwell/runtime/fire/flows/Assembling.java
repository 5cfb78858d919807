package dev.stepwell.runtime.fire.flows;

import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A graph with parallel branches: a step per element, transactions, a delay, an event that the test sends once it sees
 * the wait, and one that is never sent. If the inspection fails, everything but the close completes.
 */
@Function(id = "fire-assembling", event = "fire/assembling.wanted", retries = 50)
public class Assembling {
  private final Witness witness;

  /** Reports to the witness. */
  public Assembling(Witness witness) {
    this.witness = witness;
  }

  /** The goods to assemble. */
  public record Piece(int number) {}

  /** What was made. */
  public record Made(int number) {}

  /** What was taken out of the ledger. */
  public record Taken(int amount) {}

  /** The returned value. */
  public record Given(int amount) {}

  /** A pause that was made. */
  public record Rested(int amount) {}

  /** A piece of work that was found good. */
  public record Inspected(int pieces) {}

  /** An answer that came. */
  public record Heard(String token) {}

  /** A complaint that came. */
  public record Regretted(String token) {}

  @Step
  List<Piece> plan(String key, int pieces) throws InterruptedException {
    witness.mark(witness.run(key), "plan");
    return IntStream.range(0, pieces).mapToObj(Piece::new).toList();
  }

  @Step
  Made make(Piece piece, String key) throws InterruptedException {
    String stepId = piece.number() == 0 ? "make" : "make:" + piece.number();
    witness.mark(witness.run(key), stepId);
    return new Made(piece.number());
  }

  @Step(transactional = true)
  Taken take(Connection connection, String key, int pieces) throws SQLException {
    witness.enter(connection, witness.run(connection, key), "take", -pieces);
    return new Taken(pieces);
  }

  @Step(transactional = true)
  Given give(Connection connection, String key, Taken taken) throws SQLException {
    return new Given(
        witness.enter(connection, witness.run(connection, key), "give", taken.amount()));
  }

  @Step(delay = "200ms")
  Rested rest(String key, Taken taken) throws InterruptedException {
    witness.mark(witness.run(key), "rest");
    return new Rested(taken.amount());
  }

  @Step
  Inspected inspect(String key, boolean fails, List<Made> made) throws InterruptedException {
    witness.mark(witness.run(key), "inspect");
    if (fails) {
      throw new NonRetriableException("as wanted");
    }
    return new Inspected(made.size());
  }

  @Step
  Heard hear(
      String key, @WaitFor(event = "fire/answer", match = "key", timeout = "2h") FireAnswer answer)
      throws InterruptedException {
    witness.mark(witness.run(key), "hear");
    return new Heard(answer.token());
  }

  @Step
  Regretted regret(
      @WaitFor(
              event = "fire/answer",
              match = {"key", "token"},
              timeout = "150ms")
          FireAnswer complaint) {
    return new Regretted(complaint.token());
  }

  @Step(after = "rest")
  String close(
      String key,
      String token,
      Inspected inspected,
      Given given,
      Heard heard,
      Optional<Regretted> regretted)
      throws InterruptedException {
    witness.mark(witness.run(key), "close");
    String complaint = regretted.map(Regretted::token).orElse("no " + token);
    return inspected.pieces() + " made, " + given.amount() + " given, " + heard.token() + ", "
        + complaint;
  }
}
