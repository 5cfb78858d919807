package dev.stepwell.testing.property;

import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A function that executes a list of operations. */
final class RandomFlow {
  static final EventDefinition<Wanted> WANTED =
      new EventDefinition<>("property/wanted", Wanted.class, "{\"type\":\"object\"}");
  static final EventDefinition<Said> SAID =
      new EventDefinition<>("property/said", Said.class, "{\"type\":\"object\"}");
  static final FunctionDefinition<RandomFlow, Wanted, List<String>> FUNCTION =
      FunctionDefinition.<RandomFlow, Wanted, List<String>>of(
              "random",
              RandomFlow.class,
              WANTED,
              Types.of(List.class, String.class),
              (self, event, steps) -> self.run(event.flow(), steps))
          .retries(ReferenceModel.RETRIES)
          .build();

  private final List<List<Op>> flows = new ArrayList<>();
  private final List<String> ranAgain = new ArrayList<>();
  private final Map<String, String> outcomes = new HashMap<>();
  private final List<String> changed = new ArrayList<>();
  private final BiPredicate<UUID, String> isRecorded;
  private final RandomGraph graphs;

  /** {@code isRecorded} returns for a run and a result whether a step with that result is recorded. */
  RandomFlow(BiPredicate<UUID, String> isRecorded, RandomGraph graphs) {
    this.isRecorded = isRecorded;
    this.graphs = graphs;
  }

  /** The flow to execute. */
  record Wanted(int flow) {}

  /** A message of a run. */
  record Said(String key) {}

  /** Stores a flow, and returns its number. */
  int keep(List<Op> flow) {
    for (int i = 0; i < flows.size(); i++) {
      if (flows.get(i) == flow) {
        return i;
      }
    }
    flows.add(flow);
    return flows.size() - 1;
  }

  /** The steps that ran after they had been recorded. */
  List<String> ranAgain() {
    return ranAgain;
  }

  /** The outcomes of races that were another in a replay. */
  List<String> changedOutcomes() {
    return changed;
  }

  private List<String> run(int flow, Steps steps) {
    return run(flows.get(flow), steps, "");
  }

  /** {@code path} identifies a place in the flow. */
  private List<String> run(List<Op> flow, Steps steps, String path) {
    List<String> output = new ArrayList<>();
    for (int i = 0; i < flow.size(); i++) {
      String said = run(flow.get(i), steps, path + "/" + i);
      if (said != null) {
        output.add(said);
      }
    }
    return output;
  }

  private @Nullable String run(Op op, Steps steps, String path) {
    if (op instanceof Op.Step step) {
      steps.run(step.id(), String.class, () -> step(step, steps, path));
      return "step";
    } else if (op instanceof Op.Sleep sleep) {
      steps.sleep(sleep.id(), Duration.ofSeconds(sleep.seconds()));
      return null;
    } else if (op instanceof Op.Send send) {
      steps.send(send.id(), new Said(steps.runId() + path));
      return "sent";
    } else if (op instanceof Op.Answer answer) {
      steps.send(answer.id() + "-ask", new Said(steps.runId() + path));
      Optional<Said> said = steps.waitForEvent(
          answer.id(), match(steps.runId() + path), Duration.ofDays(9), Duration.ofDays(9));
      return said.isPresent() ? "answered" : "missed";
    } else if (op instanceof Op.WaitInVain wait) {
      return steps
              .waitForEvent(wait.id(), match("never " + path), Duration.ofSeconds(wait.seconds()))
              .isPresent()
          ? "something"
          : "nothing";
    } else if (op instanceof Op.Invoke invoke) {
      Wanted wanted = new Wanted(keep(invoke.flow()));
      return steps.invoke(invoke.id(), FUNCTION, wanted).toString();
    } else if (op instanceof Op.InvokeGraph invoke) {
      RandomGraph.Wanted wanted = new RandomGraph.Wanted(graphs.keep(invoke.graph()));
      return "graph of "
          + steps.invoke(invoke.id(), RandomGraph.FUNCTION, wanted).size();
    } else if (op instanceof Op.Parallel parallel) {
      List<Integer> numbers = new ArrayList<>();
      parallel.branches().forEach(branch -> numbers.add(numbers.size()));
      return steps
          .forEach(numbers, i -> run(parallel.branches().get(i), steps, path + "|" + i))
          .toString();
    } else if (op instanceof Op.Race race) {
      List<Callable<String>> branches = new ArrayList<>();
      for (List<Op> branch : race.branches()) {
        String inner = path + "^" + branches.size();
        branches.add(() -> inner + run(branch, steps, inner));
      }
      String won = steps.race(race.id(), race.winners(), branches).toString();
      String before = outcomes.putIfAbsent(steps.runId() + path, won);
      if (before != null && !before.equals(won)) {
        changed.add(before + " became " + won);
      }
      return won;
    } else if (op instanceof Op.Try tried) {
      try {
        return run(tried.flow(), steps, path + "?").toString();
      } catch (StepFailedException e) {
        return "caught";
      }
    }
    throw new IllegalStateException(op.toString());
  }

  private String step(Op.Step step, Steps steps, String path) {
    if (isRecorded.test(steps.runId(), path)) {
      ranAgain.add(steps.runId() + path);
    }
    if (steps.attempt() <= step.failures()) {
      throw new IllegalStateException("attempt " + steps.attempt());
    }
    return path;
  }

  /** Matches messages with this key. */
  static dev.stepwell.EventMatch<Said> match(String key) {
    record Match(Map<String, @Nullable Object> fields) implements dev.stepwell.EventMatch<Said> {
      @Override
      public String event() {
        return SAID.name();
      }

      @Override
      public Class<Said> type() {
        return Said.class;
      }
    }
    return new Match(Map.of("key", key));
  }
}
