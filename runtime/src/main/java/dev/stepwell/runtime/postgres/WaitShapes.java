package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.postgres.ShapeStatements.State;
import dev.stepwell.runtime.postgres.WaitStatements.Ended;
import dev.stepwell.runtime.postgres.WaitStatements.Locked;
import dev.stepwell.runtime.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shapes of waits: settles new ones, and stores the keys of events that were accepted before (ADR 31). */
final class WaitShapes {
  private static final Logger log = LoggerFactory.getLogger(WaitShapes.class);
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(50);
  private static final int MAX_KEYS = 500;
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  private final DataSource dataSource;
  private final Clock clock;
  private final EventKeys keys;
  private final Map<WaitShape, Instant> keyedSince = new ConcurrentHashMap<>();

  WaitShapes(DataSource dataSource, Clock clock, EventKeys keys) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.keys = keys;
  }

  /** Adds the shape if it is new; returns whether all events accepted since then are known by key. */
  boolean listen(WaitShape shape, Instant since) {
    Instant known = keyedSince.get(shape);
    if (known != null && !known.isAfter(since)) {
      return true;
    }
    Optional<State> stored =
        in("look for the shape of a wait", c -> ShapeStatements.read(c, shape));
    if (stored.isEmpty()) {
      in("add the shape of a wait", c -> ShapeStatements.add(c, shape, clock.now()));
    }
    State state = stored.orElse(null);
    if (state == null || !state.isKeyedSince(since)) {
      in("have events keyed", c -> ShapeStatements.want(c, shape, since, clock.now()));
      state = advance(shape);
    }
    if (!state.isKeyedSince(since)) {
      return false;
    }
    keyedSince.put(shape, state.keyedSince());
    return true;
  }

  /** Settles the shape and stores keys, as far as both can be done now. */
  private State advance(WaitShape shape) {
    in("settle the shape of a wait", c -> ShapeStatements.settle(c, shape));
    return in("store the keys of events", c -> {
      State state = ShapeStatements.lock(c, shape);
      return state.settled() ? keys.extend(c, shape, state) : state;
    });
  }

  /** Stores the keys of all events that can be seen now; returns whether there are any such shapes. */
  boolean key(Map<WaitShape, Instant> unsettled) {
    unsettled.forEach((shape, since) -> {
      if (listen(shape, since)) {
        in("begin waits of a settled shape", c -> ShapeStatements.flip(c, shape));
      } else {
        in("store the keys of events", c -> keys.storeVisible(c, shape, since));
      }
    });
    return !unsettled.isEmpty();
  }

  /** As {@code Waits.settle}. */
  @Nullable
  Instant settle(Instant now) {
    for (WaitShape shape : in("look for shapes to settle", c -> ShapeStatements.due(c, now))) {
      try {
        settle(shape);
      } catch (CodecException e) {
        log.error(
            "the waits for {} wait for a worker that can decode its events: {}",
            shape.event(),
            e.getMessage());
        Instant checkAt = clock.now().plus(LONGEST_DELAY);
        in(
            "note when to settle the shape of a wait",
            c -> ShapeStatements.checkAt(c, shape, checkAt));
      }
    }
    return in("look for shapes to settle", ShapeStatements::nextCheck).orElse(null);
  }

  private void settle(WaitShape shape) {
    Instant began = clock.now();
    State state = advance(shape);
    boolean done = state.isKeyedSince(state.wantedSince());
    if (!done) {
      in("store the keys of events", c -> keys.storeVisible(c, shape, state.wantedSince()));
    }
    List<MatchKey> waited = in("look for waits", c -> ShapeStatements.waited(c, shape));
    if (done) {
      in("begin waits of a settled shape", c -> ShapeStatements.flip(c, shape));
    }
    for (int i = 0; i < waited.size(); i += MAX_KEYS) {
      end(waited.subList(i, Math.min(waited.size(), i + MAX_KEYS)));
    }
    Instant checkAt = done ? null : clock.now().plus(delay(state, began));
    in("note when to settle the shape of a wait", c -> ShapeStatements.checkAt(c, shape, checkAt));
  }

  /** Grows with the age of the shape, and so that at most a tenth of the time is spent on it. */
  private Duration delay(State state, Instant began) {
    Instant now = clock.now();
    Duration byAge = Duration.between(state.addedAt(), now).dividedBy(2);
    Duration byCost = Duration.between(began, now).multipliedBy(10);
    Duration delay = byAge.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : byAge;
    delay = delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay;
    return delay.compareTo(byCost) < 0 ? byCost : delay;
  }

  private void end(List<MatchKey> waited) {
    in("end waits of a new shape", c -> {
      Locked runs = WaitStatements.lockRuns(c, waited);
      List<Ended> ended = WaitStatements.end(c, waited, runs, true, clock.now());
      Notices notices = new Notices();
      Set<UUID> woken = new HashSet<>();
      ended.forEach(wait -> woken.add(wait.runId()));
      new RunEndEffects(c, clock.now(), notices).wake(new ArrayList<>(woken));
      notices.send(c);
      return ended;
    });
  }

  private <T> T in(String what, Database.Work<T> work) {
    return Database.run(dataSource, what, work);
  }
}
