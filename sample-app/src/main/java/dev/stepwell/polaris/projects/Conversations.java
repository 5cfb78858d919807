package dev.stepwell.polaris.projects;

import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** The tables of conversations and messages. Every write may be repeated. */
public final class Conversations {
  private final Tables tables;

  /** Uses the tables in this database. */
  public Conversations(DataSource dataSource) {
    this.tables = new Tables(dataSource);
  }

  /** Creates the conversation if it is not there. */
  public Conversation create(String id, String projectId) {
    if (tables
        .query("select 1 from polaris.project where id = ?", row -> 1, projectId)
        .isEmpty()) {
      throw new NotFoundException("there is no project " + projectId);
    }
    tables.update(
        "insert into polaris.conversation (id, project_id) values (?, ?) on conflict do nothing",
        id,
        projectId);
    return find(id);
  }

  /** The conversation. */
  public Conversation find(String id) {
    return tables
        .query(
            "select * from polaris.conversation where id = ?",
            row -> new Conversation(
                row.getString("id"), row.getString("project_id"), row.getString("title")),
            id)
        .stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundException("there is no conversation " + id));
  }

  /** Gives the conversation a title. */
  public void title(String id, String title) {
    find(id);
    tables.update("update polaris.conversation set title = ? where id = ?", title, id);
  }

  /** Writes a message, or its text and status anew. */
  public void put(Message message) {
    find(message.conversationId());
    tables.update(
        "insert into polaris.message (id, conversation_id, role, content, status) values (?, ?, ?, ?, ?)"
            + " on conflict (id) do update set content = excluded.content, status = excluded.status",
        message.id(),
        message.conversationId(),
        message.role(),
        message.content(),
        message.status());
  }

  /** The newest messages, at most so many, the oldest of them first. */
  public List<Message> recent(String id, int most) {
    find(id);
    List<Message> messages = tables.query(
        "select * from polaris.message where conversation_id = ? order by created_at desc, id desc limit ?",
        row -> new Message(
            row.getString("id"),
            row.getString("conversation_id"),
            row.getString("role"),
            row.getString("content"),
            row.getString("status")),
        id,
        most);
    Collections.reverse(messages);
    return messages;
  }
}
