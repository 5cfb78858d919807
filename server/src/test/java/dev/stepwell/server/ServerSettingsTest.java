package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ServerSettingsTest {
  private final ServerSettings open = ServerSettings.defaults();
  private final ServerSettings locked =
      open.login("ops", "correct horse").apiKeys("0123456789abcdef");

  @Test
  void otherMachinesNeedALoginAndAKey() {
    for (ServerSettings settings : new ServerSettings[] {
      open,
      open.login("ops", "correct horse"),
      open.apiKeys("0123456789abcdef"),
      open.access(request -> true)
    }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> settings.host("0.0.0.0").checkForServer())
          .withMessageContainingAll("0.0.0.0", "login(user, password)", "apiKeys(key)");
    }
    assertThatCode(() -> locked.host("0.0.0.0").checkForServer()).doesNotThrowAnyException();
    assertThatCode(() -> open.host("localhost").checkForServer()).doesNotThrowAnyException();
    assertThatCode(() -> open.host("::1").checkForServer()).doesNotThrowAnyException();
  }

  @Test
  void aServletNeedsSomebodyWhoDecides() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open.apiKeys("0123456789abcdef").checkForServlet())
        .withMessageContainingAll("access(request -> …)", "login(user, password)");
    assertThatCode(() -> open.access(request -> true).checkForServlet()).doesNotThrowAnyException();
  }

  @Test
  void whatIsEasyToGuessIsRefusedWithoutBeingSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open.apiKeys("0123456789abcdef", "0123456789abcde"))
        .withMessage(
            "an API key must have 16 characters or more, but one of the given keys has 15");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open.login("ops", "hunter2"))
        .withMessage(
            "the password of the login must have 12 characters or more, but the given one has 7");
    assertThatIllegalArgumentException().isThrownBy(() -> open.login(" ", "correct horse"));
  }

  @Test
  void limitsAndPathsAreHeldToSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> open.maxRequestBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> open.maxEventsPerRequest(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> open.maxRequestsPerSecond(0));
    for (String path : new String[] {"stepwell", "/stepwell/", "", "/a b", "/;x"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> open.basePath(path));
    }
  }

  @Test
  void settingsDoNotChange() {
    open.host("0.0.0.0");
    assertThatCode(open::checkForServer).doesNotThrowAnyException();
  }
}
