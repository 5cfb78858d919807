package dev.stepwell.server.http;

/**
 * A route of the server.
 *
 * @param method for example {@code GET}
 * @param path the paths that lead to it
 * @param allowed who may use it
 */
public record Route(String method, PathTemplate path, Allowed allowed, Handler handler) {}
