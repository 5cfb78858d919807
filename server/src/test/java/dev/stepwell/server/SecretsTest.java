package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name", "tokenizer", "author", "keyboard", "monkey", "projectId", "", "x"})
  void theseAreNot(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @Test
  void secretsAreHiddenAtAnyDepthWhateverTheyHold() {
    assertThat(String.valueOf(Secrets.hidden("""
            {"a":[{"token":{"b":1}},"c"],"password":null,"keys":["d"],"e":{"secret":"f","g":2}}"""))).isEqualTo("""
            {"a":[{"token":"•••"},"c"],"password":null,"keys":"•••","e":{"secret":"•••","g":2}}""");
  }

  @Test
  void whatIsNoObjectIsShownAsItIs() {
    assertThat(Secrets.hidden(null)).isNull();
    assertThat(String.valueOf(Secrets.hidden("7"))).isEqualTo("7");
    assertThat(String.valueOf(Secrets.hidden("{half"))).isEqualTo("\"{half\"");
  }
}
