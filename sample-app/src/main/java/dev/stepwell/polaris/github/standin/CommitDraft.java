package dev.stepwell.polaris.github.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;

/** A commit before it is written. */
final class CommitDraft {
  private final CommitBuilder commit = new CommitBuilder();

  CommitDraft(String login, String message, ObjectId tree, List<ObjectId> parents) {
    PersonIdent person = new PersonIdent(login, login + "@users.noreply.github.com");
    commit.setAuthor(person);
    commit.setCommitter(person);
    commit.setMessage(message);
    commit.setEncoding(StandardCharsets.UTF_8);
    commit.setTreeId(tree);
    commit.setParentIds(parents);
  }

  /** Reads author and committer from a request, if present; the default committer is the author. */
  CommitDraft by(JsonNode author, JsonNode committer) {
    if (author.isObject()) {
      commit.setAuthor(person(author));
      commit.setCommitter(commit.getAuthor());
    }
    if (committer.isObject()) {
      commit.setCommitter(person(committer));
    }
    return this;
  }

  private PersonIdent person(JsonNode given) {
    PersonIdent named =
        new PersonIdent(StandInJson.text(given, "name"), StandInJson.text(given, "email"));
    if (!given.path("date").isTextual()) {
      return named;
    }
    try {
      OffsetDateTime date = OffsetDateTime.parse(given.path("date").asText());
      return new PersonIdent(
          named.getName(), named.getEmailAddress(), date.toInstant(), date.getOffset());
    } catch (DateTimeException e) {
      throw StandInRefusal.unprocessable("Invalid request.", "date is not a timestamp in ISO 8601");
    }
  }

  ObjectId insert(ObjectInserter inserter) throws IOException {
    return inserter.insert(commit);
  }
}
