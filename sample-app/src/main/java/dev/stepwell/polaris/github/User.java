package dev.stepwell.polaris.github;

/**
 * The account that a token belongs to.
 *
 * @param url the page for people
 */
public record User(long id, String login, String url) {}
