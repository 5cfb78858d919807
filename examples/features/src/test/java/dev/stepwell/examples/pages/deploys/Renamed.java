package dev.stepwell.examples.pages.deploys;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Was;

/** A step and a function with other names than before. */
class Renamed {
  @Step
  @Was("create-repo")
  Repo makeRepo(String name) {
    return new Repo(name);
  }

  @Function(id = "push-to-github", event = "github/export.repo")
  @Was("export-to-github")
  Repo push(String projectId, Steps steps) {
    return makeRepo(projectId);
  }

  /** A repository. */
  record Repo(String name) {}
}
