package dev.stepwell.server.functions;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache of expensive answers. The more an answer costs, the longer it is reused, so that many viewers cost the
 * database as much as one.
 */
final class RecentAnswers {
  private static final long SHORTEST = Duration.ofMillis(500).toNanos();

  private static final long LONGEST = Duration.ofSeconds(30).toNanos();

  /** The factor of the time that an answer takes: a twentieth of the time is spent on it, more if it takes seconds. */
  private static final int TIMES_ITS_COST = 20;

  private static final int MAX = 50;

  private final Map<String, Answer> answers = new LinkedHashMap<>();

  /** The answer to a question; concurrent callers with the same question share it. */
  private static final class Answer {
    private @Nullable Object value;
    private long until;

    synchronized Object get(Supplier<?> source) {
      long now = System.nanoTime();
      Object known = value;
      if (known == null || now - until > 0) {
        known = source.get();
        long end = System.nanoTime();
        value = known;
        until = end + Math.min(LONGEST, Math.max(SHORTEST, TIMES_ITS_COST * (end - now)));
      }
      return known;
    }
  }

  Object of(String question, Supplier<?> source) {
    return answer(question).get(source);
  }

  private synchronized Answer answer(String question) {
    Answer answer = answers.computeIfAbsent(question, key -> new Answer());
    if (answers.size() > MAX) {
      answers.remove(answers.keySet().iterator().next());
    }
    return answer;
  }
}
