package dev.stepwell.server.http;

/**
 * A route of the server.
 *
 * @param method for example {@code GET}
 * @param path the template of its paths
 * @param allowed the clients that may use it
 */
public record Route(String method, PathTemplate path, Allowed allowed, Handler handler) {}
