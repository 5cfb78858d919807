package dev.stepwell.spring.misplaced;

import dev.stepwell.Function;
import dev.stepwell.Step;
import org.springframework.cache.annotation.Cacheable;

/** A step with a cache that the flow passes by. */
public class Mailings {
  @Function(id = "send-mail", event = "misplaced/mail.wanted")
  public void mail(String mailId) {
    send(mailId);
  }

  @Cacheable("mails")
  @Step
  String send(String mailId) {
    return mailId;
  }
}
