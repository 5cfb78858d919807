package dev.stepwell.polaris.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables of conversations and messages. Every write is idempotent. */
public final class Conversations {
  private static final int MAX_MESSAGES = 1_000;

  private final Tables tables;

  /** Uses the tables in this database. */
  public Conversations(DataSource dataSource) {
    this.tables = new Tables(dataSource);
  }

  /** Creates the conversation if it does not exist. */
  public Conversation create(String id, String projectId) {
    ProjectIds.checked(id);
    return tables.transaction(session -> {
      Projects.find(session, projectId);
      session.update("""
          insert into polaris.conversation (id, project_id) values (?, ?)
          on conflict do nothing
          """, id, projectId);
      Conversation conversation = find(session, id);
      if (!conversation.projectId().equals(projectId)) {
        throw new BadInputException(
            "conversation " + id + " is there already, about another project");
      }
      return conversation;
    });
  }

  /**
   * The conversation.
   *
   * @throws NotFoundException if there is none
   */
  public Conversation find(String id) {
    return tables.transaction(session -> find(session, id));
  }

  private static Conversation find(Session session, String id) throws SQLException {
    return session
        .first(
            "select id, project_id, title from polaris.conversation where id = ?",
            row -> new Conversation(
                row.getString("id"), row.getString("project_id"), row.getString("title")),
            id)
        .orElseThrow(() -> new NotFoundException("there is no conversation " + id));
  }

  /** Sets the title of the conversation. */
  public void title(String id, String title) {
    if (title.isBlank()) {
      throw new BadInputException("the title of a conversation must not be blank");
    }
    tables.transaction(session -> {
      find(session, id);
      return session.update("update polaris.conversation set title = ? where id = ?", title, id);
    });
  }

  /**
   * Writes a message, or replaces its text and status.
   *
   * @throws BadInputException if the id is that of a message in another conversation, or of the other role
   */
  public void put(Message message) {
    ProjectIds.checked(message.id());
    AllowedWords.ROLE.checked(message.role());
    AllowedWords.MESSAGE_STATUS.checked(message.status());
    tables.transaction(session -> {
      find(session, message.conversationId());
      int written = session.update(
          """
          insert into polaris.message as old (id, conversation_id, role, content, status)
          values (?, ?, ?, ?, ?)
          on conflict (id) do update
          set content = excluded.content, status = excluded.status
          where old.conversation_id = excluded.conversation_id and old.role = excluded.role
          """,
          message.id(),
          message.conversationId(),
          message.role(),
          message.content(),
          message.status());
      if (written == 0) {
        throw new BadInputException("message " + message.id()
            + " is there already, in another conversation or from another role");
      }
      return true;
    });
  }

  /**
   * The message.
   *
   * @throws NotFoundException if there is none
   */
  public Message message(String id) {
    return tables.transaction(session -> message(session, id));
  }

  private static Message message(Session session, String id) throws SQLException {
    return session
        .first("""
        select id, conversation_id, role, content, status from polaris.message
        where id = ?
        """, Conversations::message, id)
        .orElseThrow(() -> new NotFoundException("there is no message " + id));
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getString("id"),
        row.getString("conversation_id"),
        row.getString("role"),
        row.getString("content"),
        row.getString("status"));
  }

  /** Sets the text and the status of an existing message; null leaves one unchanged. */
  public Message update(String id, @Nullable String content, @Nullable String status) {
    if (status != null) {
      AllowedWords.MESSAGE_STATUS.checked(status);
    }
    return tables.transaction(session -> {
      session.update("""
          update polaris.message set content = coalesce(?, content), status = coalesce(?, status)
          where id = ?
          """, content, status, id);
      return message(session, id);
    });
  }

  /** The latest messages up to a limit, oldest first. */
  public List<Message> recent(String id, int max) {
    if (max < 1 || max > MAX_MESSAGES) {
      throw new BadInputException("ask for 1 to " + MAX_MESSAGES + " messages, not for " + max);
    }
    return tables.transaction(session -> {
      find(session, id);
      List<Message> messages = session.query("""
          select id, conversation_id, role, content, status from polaris.message
          where conversation_id = ?
          order by created_at desc, id desc
          limit ?
          """, Conversations::message, id, max);
      Collections.reverse(messages);
      return messages;
    });
  }
}
