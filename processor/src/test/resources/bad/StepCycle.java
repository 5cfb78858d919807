package bad;

import dev.stepwell.*;

@Function(id = "commit", event = "tests/commit.wanted")
class StepCycle {
  record Tree(String sha) {}

  record Commit(String sha) {}

  @Step
  Tree createTree(String key, Commit commit) {
  // ^ [StepCycle] steps wait for each other: create-tree → create-commit → create-tree; remove the input of one of them
    return new Tree(commit.sha());
  }

  @Step(after = "sign")
  Commit createCommit(Tree tree) {
    return new Commit(tree.sha());
  }

  @Step(after = {"create-tree", "sign"})
  void sign(String key) {}

  @Step(after = "create-commit")
  void push(String key) {}
}
