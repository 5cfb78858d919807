package dev.stepwell.inngest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The forms of the protocol. */
class WireTest {
  @Test
  void jsonIsWrittenAsItsStandardShowsIt() {
    String input = """
        {"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0,1e21,123456789012345680000,5e-324,1.7976931348623157e308],
        "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false],"\\u20ac":1,"\\r":2,"1":3}""";

    assertThat(CanonicalJson.text(WireJson.own(input)))
        .isEqualTo("{\"\\r\":2,\"1\":3,\"literals\":[null,true,false],\"numbers\":"
            + "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,123456789012345680000,5e-324,1.7976931348623157e+308],"
            + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"€\":1}");
  }

  @Test
  void aRunsIdIsTheSameInBothNotations() {
    String ulid = "01M85AJQE419RT514RF19FZFCJ";

    assertThat(Ulid.of(Ulid.toUuid(ulid))).isEqualTo(ulid);
    assertThat(Ulid.toUuid(ulid).toString()).startsWith("01a20aa9");
    assertThat(Ulid.toUuid("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isEqualTo(new UUID(-1, -1));
    assertThat(Ulid.toUuid("another id")).isEqualTo(Ulid.toUuid("another id"));
  }

  @Test
  void stepsAreKnownByTheDigestOfTheirIds() {
    assertThat(StepHash.of("complete")).isEqualTo("0737c22d3bfae812339732d14d8c7dbd6dc4e09c");
    assertThat(StepHash.of("pause")).isEqualTo("ef8d29955a725c39916a4626f3921a0104242439");
  }

  @Test
  void durationsAreWrittenInParts() {
    assertThat(WireDuration.text(Duration.ofMillis(93_784_005))).isEqualTo("1d2h3m4s5ms");
    assertThat(WireDuration.text(Duration.ofNanos(1))).isEqualTo("1ms");
    assertThat(WireDuration.text(Duration.ZERO)).isEqualTo("0s");
  }

  @Test
  void numbersThatAreNoDoublesTravelAsText() {
    for (String exact : new String[] {"{\"a\":9007199254740993}", "[0.12345678901234567890]"}) {
      assertThat(WireJson.toWire(exact).has("stepwell:json")).isTrue();
      assertThat(WireJson.fromWire(WireJson.toWire(exact))).isEqualTo(exact);
    }
    assertThat(WireJson.toWire("[1,0.1,1.50,1e3]").isArray()).isTrue();
  }
}
