package dev.stepwell.spring.traced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.spring.StarterDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Encryption by keys in properties. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class AddedCodecTest {
  private static final String ON = "stepwell.encryption.enabled=true";
  private static final String FIRST = "stepwell.encryption.keys.k1=AAECAwQFBgcICQoLDA0ODw==";
  private static final String SECOND = "stepwell.encryption.keys.k2=EBESExQVFhcYGRobHB0eHw==";

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  @Test
  void whatIsStoredIsEncryptedAndKeysRotate() throws Exception {
    String url = StarterDatabase.url();
    Run first;
    try (ConfigurableApplicationContext context =
        TracedApplication.startOn(url, Nothing.class, ON, FIRST)) {
      first = TracedApplication.end(context, new SpringTripPlanned("Rome"));
      assertThat(first.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(first.output()).contains("stepwell:encoded").doesNotContain("Rome");
    }
    try (ConfigurableApplicationContext context = TracedApplication.startOn(
        url, Nothing.class, ON, FIRST, SECOND, "stepwell.encryption.current=k2")) {
      Stepwell stepwell = context.getBean(Stepwell.class);
      assertThat(stepwell.decoded(first.output())).isEqualTo("\"Rome\"");
      Run second = TracedApplication.end(context, new SpringTripPlanned("Oslo"));
      assertThat(stepwell.decoded(second.output())).isEqualTo("\"Oslo\"");
    }
  }

  @Test
  void onlyMarkedFieldsAreEncrypted() throws Exception {
    try (ConfigurableApplicationContext context = TracedApplication.start(
        Nothing.class,
        ON,
        FIRST,
        "stepwell.encryption.only-fields=true",
        "stepwell.encryption.matching-key=EBESExQVFhcYGRobHB0eHw==")) {
      Run run = TracedApplication.end(context, new SpringTripPaid("Rome", "4111"));

      assertThat(run.output()).contains("Rome").contains("stepwell:encoded").doesNotContain("4111");
    }
  }

  @Test
  void aMissingOrWrongKeyStopsTheStart(CapturedOutput output) {
    assertThatThrownBy(() -> TracedApplication.start(Nothing.class, ON).close()).isNotNull();
    assertThat(output).contains("no key is set").contains("openssl rand -base64 32");

    assertThatThrownBy(
            () -> TracedApplication.start(Nothing.class, ON, FIRST, SECOND).close())
        .isNotNull();
    assertThat(output).contains("There are several encryption keys: k1, k2");

    assertThatThrownBy(() -> TracedApplication.start(
                Nothing.class, ON, FIRST, "stepwell.encryption.current=k3")
            .close())
        .isNotNull();
    assertThat(output).contains("The current encryption key k3 is not among the keys: k1.");

    assertThatThrownBy(
            () -> TracedApplication.start(Nothing.class, ON, "stepwell.encryption.keys.k1=c2hvcnQ=")
                .close())
        .isNotNull();
    assertThat(output).contains("16, 24 or 32 bytes, but the key k1 has 5");

    assertThatThrownBy(() -> TracedApplication.start(
                Nothing.class, ON, FIRST, "stepwell.encryption.only-fields=true")
            .close())
        .isNotNull();
    assertThat(output).contains("the encryption of fields needs a matching key");
    assertThat(output).doesNotContain("AAECAwQFBgcICQoLDA0ODw");
  }

  @Configuration(proxyBeanMethods = false)
  static class Own {
    @Bean
    PayloadCodec own() {
      return new PayloadCodec() {
        @Override
        public String encode(String json) {
          return new StringBuilder(json).reverse().toString();
        }

        @Override
        public String decode(String encoded) {
          return new StringBuilder(encoded).reverse().toString();
        }
      };
    }
  }

  @Test
  void aCodecOfTheApplicationWins() throws Exception {
    try (ConfigurableApplicationContext context = TracedApplication.start(Own.class, ON)) {
      Run run = TracedApplication.end(context, new SpringTripPlanned("Rome"));

      assertThat(run.output()).contains("emoR");
    }
  }
}
