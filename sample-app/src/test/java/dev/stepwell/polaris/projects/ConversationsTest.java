package dev.stepwell.polaris.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of conversations and messages. */
class ConversationsTest {
  private static HikariDataSource database;
  private static Conversations conversations;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    conversations = new Conversations(database);
    new Projects(database).create("p", "Tides");
    new Projects(database).create("other", "Other");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void createsAConversationOnce() {
    conversations.create("once", "p");
    conversations.title("once", "Ebb and flow");
    assertThat(conversations.create("once", "p"))
        .isEqualTo(new Conversation("once", "p", "Ebb and flow"));
    assertThatThrownBy(() -> conversations.create("once", "other"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("conversation once is there already, about another project");
  }

  @Test
  void doesNotInsertByAccident() {
    conversations.create("c1", "p");
    List<Runnable> uses = List.of(
        () -> conversations.find("nobody"),
        () -> conversations.title("nobody", "Title"),
        () -> conversations.recent("nobody", 5),
        () -> conversations.create("c2", "nobody"),
        () -> conversations.put(new Message("m", "nobody", "user", "moin", "completed")),
        () -> conversations.message("nobody"),
        () -> conversations.update("nobody", "moin", "completed"));
    for (Runnable use : uses) {
      assertThatThrownBy(use::run)
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("nobody");
    }
    assertThatThrownBy(() -> conversations.find("c2")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> conversations.message("m")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void writesAMessageAnewAndKeepsItsPlace() {
    conversations.create("order", "p");
    Message question = new Message("o1", "order", "user", "moin", "completed");
    conversations.put(question);
    conversations.put(new Message("o2", "order", "assistant", "", "processing"));
    conversations.put(new Message("o3", "order", "user", "still there?", "completed"));
    Message answer = new Message("o2", "order", "assistant", "ahoi", "completed");
    conversations.put(answer);
    conversations.put(answer);
    assertThat(conversations.recent("order", 10))
        .containsExactly(
            question, answer, new Message("o3", "order", "user", "still there?", "completed"));
    assertThat(conversations.recent("order", 2))
        .extracting(Message::id)
        .containsExactly("o2", "o3");
  }

  @Test
  void setsTextAndStatus() {
    conversations.create("set", "p");
    conversations.put(new Message("s1", "set", "assistant", "half", "processing"));
    assertThat(conversations.update("s1", null, "cancelled"))
        .isEqualTo(new Message("s1", "set", "assistant", "half", "cancelled"));
    assertThat(conversations.update("s1", "whole", null))
        .isEqualTo(new Message("s1", "set", "assistant", "whole", "cancelled"));
  }

  @Test
  void refusesAMessageThatIsAnothers() {
    conversations.create("mine", "p");
    conversations.create("yours", "p");
    conversations.put(new Message("m1", "mine", "user", "moin", "completed"));
    for (Message wrong : List.of(
        new Message("m1", "yours", "user", "stolen", "completed"),
        new Message("m1", "mine", "assistant", "stolen", "completed"))) {
      assertThatThrownBy(() -> conversations.put(wrong)).isInstanceOf(BadInputException.class);
    }
    assertThat(conversations.message("m1").content()).isEqualTo("moin");
    assertThat(conversations.recent("yours", 5)).isEmpty();
  }

  @Test
  void refusesUnknownWordsAndLimits() {
    conversations.create("words", "p");
    List<Runnable> uses = List.of(
        () -> conversations.put(new Message("w", "words", "robot", "moin", "completed")),
        () -> conversations.put(new Message("w", "words", "user", "moin", "done")),
        () -> conversations.put(new Message("w/w", "words", "user", "moin", "completed")),
        () -> conversations.put(new Message("w", "words", "user", "mo\0in", "completed")),
        () -> conversations.title("words", " "),
        () -> conversations.update("w", null, "done"),
        () -> conversations.recent("words", 0),
        () -> conversations.recent("words", 1001));
    for (Runnable use : uses) {
      assertThatThrownBy(use::run).isInstanceOf(BadInputException.class);
    }
  }
}
