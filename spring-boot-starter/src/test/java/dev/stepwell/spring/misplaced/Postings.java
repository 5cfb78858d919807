package dev.stepwell.spring.misplaced;

import dev.stepwell.Function;
import dev.stepwell.Step;
import org.springframework.transaction.annotation.Transactional;

/** A function in a transaction, which would roll back whenever its run parks. */
public class Postings {
  @Transactional
  @Function(id = "post-ledger", event = "misplaced/ledger.wanted")
  public void post(String ledgerId) {
    write(ledgerId);
  }

  @Step
  void write(String ledgerId) {}
}
