package dev.stepwell.runtime.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are masked in texts in all their forms. */
class RedactionTest {
  private static final SecretNames NAMES = new SecretNames(Set.of("iban"));

  private static Redaction redaction(String... payloads) {
    SecretValues values = new SecretValues(NAMES);
    List.of(payloads).forEach(values::add);
    return values.redaction();
  }

  private static List<String> formsOf(String secret) {
    List<String> forms = new ArrayList<>(List.of(
        secret,
        URLEncoder.encode(secret, UTF_8),
        URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
        secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")));
    for (String before : List.of("", "a", "ab", "user:", "xyz12")) {
      for (String after : List.of("", "!", "&&", "???")) {
        byte[] bytes = (before + secret + after).getBytes(UTF_8);
        forms.add(Base64.getEncoder().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
    }
    return forms;
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's/a=`se\"cret`", "<p@ss>&w'rd", "ümlaut-4711", "simple-secret"})
  void norIsOneOfHtmlSqlOrBytes(String secret) {
    Redaction redaction = Redaction.of(List.of(secret));
    String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    List<String> forms = List.of(
        html.replace("\"", "&#34;").replace("'", "&#39;"),
        html.replace("\"", "&quot;").replace("'", "&#x27;"),
        html.replace("\"", "&quot;").replace("'", "&#x27;").replace("`", "&#x60;"),
        html.replace("\"", "&quot;")
            .replace("'", "&#39;")
            .replace("/", "&#x2F;")
            .replace("`", "&#x60;")
            .replace("=", "&#x3D;"),
        secret.replace("'", "''"),
        secret.replace("\"", "\"\""),
        HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(secret.getBytes(UTF_8)),
        HexFormat.ofDelimiter(", ").formatHex(secret.getBytes(UTF_8)),
        Arrays.toString(secret.getBytes(UTF_8)));

    for (String form : forms) {
      assertThat(redaction.in("found <" + form + "> here"))
          .as(form)
          .contains("•••")
          .doesNotContain(form.substring(2, form.length() - 2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_12345",
        "p@ss w/ör d?&x=1",
        "quo\"te\\back\nline",
        "~~~>>>???~~~",
        "S3cr3t+Key/==",
        "日本語のパスワード"
      })
  void noFormOfASecretIsLeft(String secret) {
    Redaction redaction = Redaction.of(List.of(secret));

    for (String form : formsOf(secret)) {
      assertThat(redaction.in("GET https://example.org/?q=" + form + " failed"))
          .as(form)
          .contains("•••")
          .endsWith(" failed")
          .doesNotContain(form);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "q7z", "4711", "905", "a-b", "x?~/", "é9x", "pässw", "12345", "12.5"})
  void neitherIsOneOfAShortSecret(String secret) {
    Redaction redaction = Redaction.of(List.of(secret));

    for (String before : List.of("", "u", "ab", "u:", "ops:", "{\"pin\":\"", "user=ada&pin=")) {
      for (String after : List.of("", "!", "z", "\"}", "&x", "???")) {
        byte[] bytes = (before + secret + after).getBytes(UTF_8);
        for (String form : List.of(
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().encodeToString(bytes),
            HexFormat.of().formatHex(bytes),
            HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes))) {
          for (String around : List.of("Basic ", "GET /api/", "token_", "")) {
            assertThat(redaction.in(around + form + " failed"))
                .as(before + secret + after + " in " + around + form)
                .contains("•••")
                .endsWith(" failed")
                .doesNotContain(form);
          }
        }
      }
    }
  }

  /** Of five thousand texts as logs have them, a short secret may be found by chance in a few, and not in a part that people need. */
  @Test
  void shortSecretsAreNotFoundByChance() {
    Redaction redaction = Redaction.of(List.of("abc", "905", "q7z", "1234", "x-y"));
    Random random = new Random(7);
    int masked = 0;

    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      String text = "run " + new UUID(random.nextLong(), random.nextLong()) + " took "
          + random.nextInt(100_000_000) + " ms at dev.stepwell.runtime.engine.StepAttempts, "
          + Base64.getEncoder().encodeToString(bytes) + " abcd 9051 xq7z " + random.nextLong();
      masked += redaction.in(text).equals(text) ? 0 : 1;
    }

    assertThat(masked).isLessThan(10);
    for (String word : List.of("abcdef", "abcd is no YWJ", "1390350", "abstract")) {
      assertThat(redaction.in(word)).isEqualTo(word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pa\"ss'w<o>r&d=1", "tab\tline\nquote\"", "Zürich=\u001f&é"})
  void secretsAreFoundAsOtherEncodersWriteThem(String secret) {
    Redaction redaction = Redaction.of(List.of(secret));
    StringBuilder unicode = new StringBuilder();
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      String named = c == '"' ? "\\\"" : c == '\t' ? "\\t" : c == '\n' ? "\\n" : null;
      String code = String.format("\\u%04X", (int) c);
      unicode.append(named != null ? named : c < ' ' || c > '~' ? code : String.valueOf(c));
      safe.append(
          named != null
              ? named
              : "<>&'=".indexOf(c) >= 0
                  ? code.toLowerCase(Locale.ROOT)
                  : c < ' ' ? code.toLowerCase(Locale.ROOT) : String.valueOf(c));
    }

    for (String form : List.of(
        unicode.toString(),
        safe.toString(),
        secret
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;"),
        " " + secret.strip() + " ")) {
      assertThat(redaction.in("bad: " + form + "!"))
          .as(form)
          .doesNotContain(form)
          .contains("•••");
    }
  }

  @Test
  void nothingIsLeftOfASecretThatContainsAnother() {
    Redaction redaction =
        redaction("{\"a\":{\"token\":\"TOPSECRET\"},\"password\":\"MYTOPSECRETREST\"}");

    assertThat(redaction.in("x MYTOPSECRETREST y TOPSECRET z MYTOPSECRET"))
        .isEqualTo("x ••• y ••• z MY•••");
    assertThat(Redaction.of(List.of("abcdef", "defghi")).in("xabcdefghix")).isEqualTo("x•••x");
  }

  @Test
  void shortSecretsAndNumbersAreHiddenAsWords() {
    Redaction redaction =
        redaction("{\"pin\":{\"secret\":4711},\"password\":\"abc\",\"token\":1234567890}");

    assertThat(redaction.in("pin 4711, 14711 and 4711x; abc, abcd; 1234567890; 12345678901"))
        .isEqualTo("pin •••, 14711 and 4711x; •••, abcd; •••; 12345678901");
    assertThat(new MaskedJson(NAMES, redaction).of("{\"tries\":[4711,471],\"note\":\"is abc\"}"))
        .isEqualTo("{\"tries\":[\"•••\",471],\"note\":\"is •••\"}");
  }

  @Test
  void secretsAreHiddenAtAnyDepthWhateverTheyHold() {
    String json = """
        {"a":[{"token":{"b":1}},"c"],"password":null,"keys":["d"],"e":{"secret":"f","g":2.50,"iban":[1]},"sortKey":"s"}\
        """;

    assertThat(new MaskedJson(NAMES, redaction(json)).of(json)).isEqualTo("""
        {"a":[{"token":"•••"},"c"],"password":null,"keys":"•••","e":{"secret":"•••","g":2.50,"iban":"•••"},"sortKey":"s"}\
        """);
  }

  @Test
  void theTokenOfAnAuthorizationIsASecretByItself() {
    assertThat(redaction("{\"authorization\":\"Bearer abc123xyz\"}").in("token abc123xyz is bad"))
        .isEqualTo("token ••• is bad");
  }

  @Test
  void theBeginningOfASecretIsHiddenWhereATextWasCut() {
    Redaction redaction = Redaction.of(List.of("ghp_1234567890", "4111111111111111", "p/q?r=s&t"));
    for (String text : List.of(
        "401 for ghp_12345 … (the first 32768 of 40000 characters)",
        "401 for ghp_1234567 … (the rest of the stack trace was cut off)",
        "the step id \"ghp_12345678 …\" is 500 characters long",
        "(String)\"ghp_12345\"[truncated 7 chars]",
        "found ghp_12…, ghp_123... and more",
        "the card 4111111 … is blocked",
        "card=41111111... blocked",
        "GET /?key=p%2Fq%3Fr … failed")) {
      assertThat(redaction.in(text))
          .contains("•••")
          .doesNotContain("ghp_", "4111", "%2Fq")
          .endsWith(text.substring(text.length() - 6));
    }
    assertThat(redaction.in("no 94111 … and ghp... and x4111...")).doesNotContain("•••");
    assertThat(Redaction.of(List.of("ghp_1234567890")).in("401 for ghp_12345 …"))
        .isEqualTo("401 for ••• …");
    assertThat(Redaction.of(List.of("ghp_1234567890")).in("401 for ghp_12345"))
        .isEqualTo("401 for ghp_12345");
  }

  @Test
  void whatCannotBeReadToItsEndHidesAll() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(redaction(deep).in("any text")).startsWith("•••").doesNotContain("any text");
    assertThat(redaction("{half").in("any text")).doesNotContain("any text");
    assertThat(new MaskedJson(NAMES, Redaction.NONE).of(deep)).isNull();
    assertThat(new MaskedJson(NAMES, Redaction.NONE).of("{half")).isNull();
    assertThat(Redaction.NONE.of((String) null)).isNull();
  }

  @Test
  void knownSecretsAreHiddenInNumbersAndNamesAlthoughOthersAreUnknown() {
    SecretValues values = new SecretValues(NAMES);
    values.add("{\"password\":471199,\"token\":\"ghp_123456789\"}");
    values.addUnknown();
    MaskedJson masked = new MaskedJson(NAMES, values.redaction());

    String shown = masked.of(
        "{\"entered\":471199,\"other\":815,\"count\":7,\"ghp_123456789\":1,\"text\":\"a\",\"no\":null}");

    assertThat(shown)
        .doesNotContain("471199")
        .doesNotContain("815")
        .doesNotContain("ghp_123456789")
        .contains("\"count\":7", "\"text\":\"•••", "\"no\":null");
  }
}
