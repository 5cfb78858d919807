package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import dev.stepwell.runtime.store.RunAdmission.Room;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Claims runs under their limits (ADR 74). First the lines whose turn it is, then the first runs of each: what a claim costs follows from
 * the lines that it looks at, not from how many runs wait.
 */
final class LimitedClaims {
  /** How many lines of a function a claim looks at. One costs about 20 µs. */
  static final int MAX_LINES = 200;

  private final ClaimLines from;
  private final Map<String, LineCursor> cursors = new HashMap<>();

  /** Claims from these lines. */
  LimitedClaims(ClaimLines from) {
    this.from = from;
  }

  /** Reads claimed runs from rows. */
  interface Reader {
    /** The runs of these rows, with their steps. */
    List<ClaimedRun> read(Connection connection, ResultSet rows) throws SQLException;
  }

  /** What a claim is for. */
  record Request(
      UUID workerId, Set<String> functionIds, Room room, Instant now, RunAdmission admission) {}

  /**
   * A run that waits, with what the claim has to know of it.
   *
   * @param first whether it has not started
   * @param bare whether it has no steps, and no events but the one that started it
   * @param stepId the step that waits for slots; null if the run does
   */
  record Head(
      WaitingRun run,
      String functionId,
      String group,
      boolean first,
      boolean bare,
      @Nullable String stepId) {}

  /** The first runs of lines, and what is taken of their limits, which are locked. */
  private record Found(Map<LimitKey, LimitState> states, List<Head> heads) {}

  /** Claims within a transaction that this begins. One claim at a time. */
  synchronized LimitedClaim claim(Connection connection, Request request, Reader reader)
      throws SQLException {
    List<WaitingLine> lines = from.read(connection, request, id -> cursor(id).after());
    List<WaitingLine> open = open(lines, request.room.runs());
    Instant next = earliest(lines.stream().map(WaitingLine::nextStart));
    if (open.isEmpty()) {
      return new LimitedClaim(List.of(), next, moved(lines, List.of()));
    }
    int share = Math.max(1, request.room.runs() / open.size()) + 1;
    Found found = found(connection, request, open, share);
    Decision decision = request.admission.decide(
        found.heads.stream().map(Head::run).toList(), found.states, request.room, request.now);
    List<Head> admitted = admitted(found.heads, decision);
    List<ClaimedRun> runs =
        LimitGrants.store(connection, request, found.states, decision, admitted, reader);
    from.granted(connection, request, admitted);
    boolean more = moved(lines, admitted)
        || isAnyLineLonger(open, admitted, share)
        || found.states.size() < limits(open).size();
    return new LimitedClaim(runs, earliest(Stream.of(next, decision.nextStart())), more);
  }

  /** A run of which several steps wait is claimed for the first of them; the others ask again when it executes. */
  private Found found(Connection connection, Request request, List<WaitingLine> lines, int share)
      throws SQLException {
    Set<LimitKey> limits = limits(lines);
    Map<LimitKey, LimitState> states;
    Map<UUID, Head> heads = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(from.lockAndReadHeads())) {
      select.setArray(1, texts(connection, limits, LimitKey::limit));
      select.setArray(2, texts(connection, limits, LimitKey::key));
      select.setObject(3, time(request.now));
      select.setArray(4, texts(connection, lines, WaitingLine::functionId));
      select.setArray(5, texts(connection, lines, WaitingLine::group));
      select.setArray(6, Sql.numbers(connection, lines, line -> line.reach(share)));
      from.setRest(select, 7, request);
      select.execute();
      try (ResultSet rows = select.getResultSet()) {
        states = LimitRows.states(rows);
      }
      select.getMoreResults();
      try (ResultSet rows = select.getResultSet()) {
        while (rows.next()) {
          Head head = from.head(rows);
          heads.putIfAbsent(head.run.id(), head);
        }
      }
    }
    return new Found(states, List.copyOf(heads.values()));
  }

  /** Claims the longest due run that demands solitude, in the transaction that is begun; empty if there is none. */
  List<ClaimedRun> claimAlone(Connection connection, Request request, Reader reader)
      throws SQLException {
    List<Head> heads = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LimitStatements.SOLITARY)) {
      select.setObject(1, request.workerId);
      select.setArray(2, texts(connection, request.functionIds, id -> id));
      select.setObject(3, time(request.now));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          heads.add(RunLines.due(rows));
        }
      }
    }
    if (heads.isEmpty()) {
      return List.of();
    }
    List<WaitingRun> runs = heads.stream().map(Head::run).toList();
    Set<LimitKey> limits = new TreeSet<>();
    runs.get(0).needs().forEach(use -> limits.add(use.key()));
    Map<LimitKey, LimitState> states = lock(connection, limits, request.now);
    Decision decision = request.admission.decide(runs, states, request.room, request.now);
    return LimitGrants.store(
        connection, request, states, decision, admitted(heads, decision), reader);
  }

  static Map<LimitKey, LimitState> lock(Connection connection, Set<LimitKey> limits, Instant now)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LimitStatements.LOCK)) {
      select.setArray(1, texts(connection, limits, LimitKey::limit));
      select.setArray(2, texts(connection, limits, LimitKey::key));
      select.setObject(3, time(now));
      try (ResultSet rows = select.executeQuery()) {
        return LimitRows.states(rows);
      }
    }
  }

  private static @Nullable Instant earliest(Stream<@Nullable Instant> times) {
    return times.filter(time -> time != null).min(Instant::compareTo).orElse(null);
  }

  /** The lines that may have a turn now, and of each limit that they exhaust the first line that does not. */
  private static List<WaitingLine> open(List<WaitingLine> lines, int max) {
    Map<LimitKey, LimitState> states = new HashMap<>();
    Set<LimitKey> exhausted = new HashSet<>();
    List<WaitingLine> open = new ArrayList<>();
    for (WaitingLine line : lines) {
      if (line.isClosed()) {
        continue;
      }
      LimitKey full = line.admitHead(states);
      if (full == null ? open.size() <= max : exhausted.add(full)) {
        open.add(line);
      }
    }
    return open;
  }

  private LineCursor cursor(String functionId) {
    return cursors.computeIfAbsent(functionId, id -> new LineCursor());
  }

  private static Set<LimitKey> limits(List<WaitingLine> lines) {
    Set<LimitKey> limits = new TreeSet<>();
    lines.forEach(line -> limits.addAll(line.needs()));
    return limits;
  }

  private static List<Head> admitted(List<Head> heads, Decision decision) {
    Set<UUID> ids = new HashSet<>(decision.admitted());
    return heads.stream().filter(head -> ids.contains(head.run.id())).toList();
  }

  /** Moves the cursors; returns whether there are lines at which no claim has looked since the last that admitted a run. */
  private boolean moved(List<WaitingLine> lines, List<Head> admitted) {
    Map<String, String> served = new HashMap<>();
    admitted.forEach(head -> served.put(head.functionId, head.group));
    Map<String, String> last = new HashMap<>();
    Map<String, Integer> count = new HashMap<>();
    for (WaitingLine line : lines) {
      last.put(line.functionId(), line.group());
      count.merge(line.functionId(), 1, Integer::sum);
    }
    boolean more = false;
    for (Map.Entry<String, String> each : last.entrySet()) {
      LineCursor cursor = cursor(each.getKey());
      String group = served.get(each.getKey());
      boolean mayBeMore = count.getOrDefault(each.getKey(), 0) >= MAX_LINES;
      if (group != null) {
        cursor.served(group);
        more |= mayBeMore;
      } else if (mayBeMore) {
        more |= cursor.lookedAt(each.getValue());
      }
    }
    return more;
  }

  /** Whether all that was read of a line was admitted, so that more of it may wait. */
  private static boolean isAnyLineLonger(List<WaitingLine> lines, List<Head> admitted, int share) {
    Map<String, Integer> counts = new HashMap<>();
    admitted.forEach(head -> counts.merge(head.run.line(), 1, Integer::sum));
    return lines.stream()
        .anyMatch(line ->
            counts.getOrDefault(line.functionId() + " " + line.group(), 0) >= line.reach(share));
  }
}
