package dev.stepwell.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "githubToken",
        "access_token",
        "API_KEY",
        "apiKey",
        "private-key",
        "PASSWORD",
        "dbPassword2",
        "clientSecret",
        "Authorization",
        "x-auth-header",
        "OAuthToken",
        "sessionCookie"
      })
  void theseNamesAreSecret(String name) {
    assertThat(SecretWords.areIn(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "tokenizer", "author", "keyboard", "monkey", "projectId", "", "x"})
  void theseAreNot(String name) {
    assertThat(SecretWords.areIn(name)).isFalse();
  }

  private final Secrets secrets = new Secrets(() -> Set.of("iban"));

  private String hidden(String json) {
    return String.valueOf(secrets.hidden(json, Redaction.NONE));
  }

  @Test
  void secretsAreHiddenAtAnyDepthWhateverTheyHold() {
    assertThat(hidden("""
            {"a":[{"token":{"b":1}},"c"],"password":null,"keys":["d"],"e":{"secret":"f","g":2}}""")).isEqualTo("""
            {"a":[{"token":"•••"},"c"],"password":null,"keys":"•••","e":{"secret":"•••","g":2}}""");
  }

  @Test
  void fieldsThatAreMarkedAreHidden() {
    assertThat(hidden("{\"iban\":\"DE02\",\"bank\":\"x\"}"))
        .isEqualTo("{\"iban\":\"•••\",\"bank\":\"x\"}");
  }

  @Test
  void theValuesOfAnEventsSecretsAreTakenOutOfOtherTexts() {
    Redaction redaction = secrets.redaction(
        "{\"auth\":{\"user\":\"ada\",\"code\":\"sesame-1\"},\"list\":[{\"token\":\"ghp_12345\"}],\"name\":\"visible\"}");

    assertThat(redaction.of("GET https://ghp_12345@example.org, sesame-1, visible, ada"))
        .isEqualTo("GET https://•••@example.org, •••, visible, ada");
    assertThat(String.valueOf(secrets.hidden("[\"Bearer ghp_12345\"]", redaction)))
        .isEqualTo("[\"Bearer •••\"]");
  }

  @Test
  void whatIsLargeIsLeftOut() {
    String large = "\"" + "x".repeat(Secrets.LARGEST_AT_ONCE) + "\"";

    assertThat(secrets.shown(large, Redaction.NONE))
        .isEqualTo(new Secrets.Shown(null, large.length()));
  }

  @Test
  void whatCannotBeLookedThroughIsNotShown() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(secrets.hidden(null, Redaction.NONE)).isNull();
    assertThat(hidden("7")).isEqualTo("7");
    assertThat(hidden("{half")).contains("too deeply to be shown").doesNotContain("half");
    assertThat(hidden(deep)).contains("10000 characters that nests too deeply");
  }
}
