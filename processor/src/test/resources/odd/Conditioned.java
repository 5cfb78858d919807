package odd;

import dev.stepwell.*;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.*;
import org.jspecify.annotations.Nullable;

/** Conditions that are right: of every type, on every kind of event. */
public class Conditioned {
  public enum Kind {
    SMALL,
    LARGE
  }

  public record Address(String country, @Nullable String zip) {}

  public record Customer(UUID id, Optional<Address> address, Map<String, Integer> scores, @Secret String token) {}

  public record Page<T>(List<T> items, T first) {}

  @Event("odd/paid")
  public record Paid(UUID customer, BigDecimal amount, Kind kind, List<String> tags, URI from) {}

  @Function(
      id = "start",
      event = {"odd/start", "odd/start.again"},
      condition =
          "event.data.amount >= 100 && event.data.amount != 1.5e3 && event.data.kind in ['LARGE'] && 'x' in event.data.tags")
  void start(int amount, Kind kind, Set<String> tags) {}

  @Function(
      id = "types",
      event = "odd/types",
      condition = "has(event.data.note) && event.data.note == null && event.data.letter < 'x' && event.data.raw.size() > 0"
          + " && event.data.at == '2026-01-01T00:00:00Z' && !event.data.sure && event.data.boxed != false"
          + " && event.data.page.first.country.startsWith(event.data.note) && event.data.opt.contains('x')"
          + " && event.data.labels.env == \"it's\" && 'env' in event.data.labels && size(event.data.labels) < 3"
          + " && (event.data.list in ['a']) == event.data.sure")
  void types(
      @Nullable String note,
      char letter,
      byte[] raw,
      Instant at,
      boolean sure,
      @Nullable Boolean boxed,
      Page<Address> page,
      Optional<String> opt,
      Map<String, String> labels,
      String list) {}

  @Function(id = "whole", event = "odd/paid", condition = "event.data.amount > -0.5 && event.data.from != null")
  @CancelOn(
      event = "odd/paid",
      condition = "!(event.data.customer != async.data.customer) && (async.data.kind == event.data.kind || async.data.amount > 3)")
  void whole(Paid paid) {}

  @Function(id = "told", event = "odd/told")
  @CancelOn(
      event = "odd/told.stop",
      condition = "event.data.customer.id == async.data.id && event.data.customer.token == async.data.secret"
          + " && event.data.customer.address.country == async.data.country && async.data.reason != 'test'"
          + " && async.data.count >= 3 && async.data.share < 0.5 && async.data.sure && async.data.name.contains('x')"
          + " && event.data.day == async.data.day && size(event.data.customer.scores) == async.data.scores")
  void told(Customer customer, LocalDate day) {}

  @Function(id = "none", event = "odd/none")
  @CancelOn(event = "odd/none.stop", condition = "event.data.key.startsWith('test')")
  void none(String key) {}

  @Function(id = "clock", cron = "0 9 * * *")
  @CancelOn(event = "odd/clock.stop", condition = "async.data.sure == true")
  void clock(CronTick tick) {}
}
