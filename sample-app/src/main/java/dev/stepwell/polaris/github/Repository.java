package dev.stepwell.polaris.github;

/**
 * A repository on GitHub.
 *
 * @param url the page for people
 * @param defaultBranch the branch that HEAD names; an empty repository has the name and not yet the branch
 * @param cloneUrl what {@code git clone} takes
 */
public record Repository(
    String owner, String name, String url, String defaultBranch, String cloneUrl) {}
