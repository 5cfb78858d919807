package dev.stepwell.runtime.fire;

import dev.stepwell.runtime.fire.flows.FireAskingWanted;
import dev.stepwell.runtime.fire.flows.FireAssemblingWanted;
import dev.stepwell.runtime.fire.flows.FireCallingWanted;
import dev.stepwell.runtime.fire.flows.FireCrowdWanted;
import dev.stepwell.runtime.fire.flows.FireDeafWanted;
import dev.stepwell.runtime.fire.flows.FireDoomedWanted;
import dev.stepwell.runtime.fire.flows.FireEchoingWanted;
import dev.stepwell.runtime.fire.flows.FireFlakyWanted;
import dev.stepwell.runtime.fire.flows.FireLimitedWanted;
import dev.stepwell.runtime.fire.flows.FireNapWanted;
import dev.stepwell.runtime.fire.flows.FireOnceWanted;
import dev.stepwell.runtime.fire.flows.FireParallelWanted;
import dev.stepwell.runtime.fire.flows.FireSequenceWanted;
import dev.stepwell.runtime.fire.flows.FireStoppedWanted;
import dev.stepwell.runtime.fire.flows.FireTellingWanted;
import dev.stepwell.runtime.fire.flows.FireTransferWanted;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An event to send, with its expected effects.
 *
 * @param expected the expected end of its runs; empty if that depends on other events
 */
record Wish(Record event, List<Expected> expected) {
  private static final List<String> STATES = List.of("sleep", "wait", "step", "invoke", "busy");

  /**
   * How a run is to end.
   *
   * @param output as JSON; null if it has none
   */
  record Expected(
      String functionId, String status, @Nullable String output) {}

  /** A wish at random. */
  static Wish random(Random random, String key) {
    int size = 1 + random.nextInt(5);
    return switch (random.nextInt(22)) {
      case 0, 1 ->
        new Wish(
            new FireSequenceWanted(key, size),
            List.of(completed("fire-sequence", size), completed("fire-audit", quoted(key))));
      case 2 -> of(new FireParallelWanted(upTo(size)), "fire-parallel", 2 * size + 1);
      case 3 -> of(new FireFlakyWanted(size), "fire-flaky", quoted("done"));
      case 4 -> of(new FireNapWanted(size, random.nextInt(400)), "fire-nap", size + 1);
      case 5 -> of(new FireTransferWanted(size), "fire-transfer", 2 * size + 1);
      case 6 ->
        new Wish(new FireDoomedWanted(key), List.of(new Expected("fire-doomed", "failed", null)));
      case 7 -> new Wish(new FireOnceWanted("order " + random.nextInt(40)), List.of());
      case 8 ->
        of(new FireAskingWanted(key, size), "fire-asking", quoted(numbered("answer:", size)));
      case 9 -> of(new FireEchoingWanted(key, size), "fire-echoing", quoted(numbered("q", size)));
      case 10 ->
        random.nextBoolean()
            ? of(new FireDeafWanted(key, random.nextInt(500)), "fire-deaf", quoted("none"))
            : new Wish(new FireDeafWanted(key, random.nextInt(500)), List.of());
      case 11 ->
        new Wish(
            new FireStoppedWanted(key, STATES.get(random.nextInt(STATES.size()))),
            List.of(new Expected("fire-stopped", "cancelled", null)));
      case 12 -> of(new FireCallingWanted(key, size), "fire-calling", quoted(calls(key, size)));
      case 13 -> of(new FireCrowdWanted(key, upTo(size)), "fire-crowd", size);
      case 19, 20 -> of(new FireLimitedWanted(random.nextInt(3), size), "fire-limited", size);
      case 14, 15, 16, 17, 18 -> assembling(key, size, random.nextInt(4) == 0);
      default -> of(new FireTellingWanted(key, upTo(size)), "fire-telling", size);
    };
  }

  private static Wish assembling(String key, int size, boolean fails) {
    Record event = new FireAssemblingWanted(key, size, fails, "complaint");
    String output = size + " made, " + size + " given, wait-for-answer, no complaint";
    return fails
        ? new Wish(event, List.of(new Expected("fire-assembling", "failed", null)))
        : of(event, "fire-assembling", quoted(output));
  }

  private static Wish of(Record event, String functionId, Object output) {
    return new Wish(event, List.of(completed(functionId, output)));
  }

  private static Expected completed(String functionId, Object output) {
    return new Expected(functionId, "completed", output.toString());
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private static String numbered(String prefix, int size) {
    return upTo(size).stream().map(i -> prefix + i).collect(Collectors.joining(" "));
  }

  private static String calls(String key, int size) {
    return upTo(size).stream()
        .map(i -> "called " + key + "." + i + " ")
        .collect(Collectors.joining("", "", "caught"));
  }
}
