package dev.stepwell.polaris.github;

/**
 * A repository on GitHub.
 *
 * @param url the page for people
 * @param defaultBranch the branch of HEAD; in an empty repository it does not exist yet
 * @param cloneUrl the URL for {@code git clone}
 */
public record Repository(
    String owner, String name, String url, String defaultBranch, String cloneUrl) {}
