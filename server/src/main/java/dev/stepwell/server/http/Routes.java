package dev.stepwell.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The routes. The first one that matches a request serves it. */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /** Adds a route for users. */
  public void get(String path, Handler handler) {
    get(path, handler, Allowed.USERS);
  }

  /** Adds a route, which also serves HEAD requests. */
  public void get(String path, Handler handler, Allowed allowed) {
    add("GET", path, handler, allowed);
  }

  /** Adds a route for users. */
  public void post(String path, Handler handler) {
    post(path, handler, Allowed.USERS);
  }

  /** Adds a route. */
  public void post(String path, Handler handler, Allowed allowed) {
    add("POST", path, handler, allowed);
  }

  /** Adds a route. */
  public void delete(String path, Handler handler, Allowed allowed) {
    add("DELETE", path, handler, allowed);
  }

  private void add(String method, String path, Handler handler, Allowed allowed) {
    routes.add(new Route(method, PathTemplate.of(path), allowed, handler));
  }

  /**
   * Finds the route of a request, and stores it in the request.
   *
   * @throws Problem 404 or 405 if there is none
   */
  Route find(Exchange request) {
    Set<String> methods = new TreeSet<>();
    String path = request.pathWithin();
    for (Route route : routes) {
      Map<String, String> parameters = route.path().match(path);
      if (parameters == null) {
        continue;
      }
      if (route.method().equals(request.method())) {
        request.matched(route, parameters);
        return route;
      }
      methods.add(route.method());
    }
    throw methods.isEmpty()
        ? Problem.missing("there is nothing at " + request.path())
        : notAllowed(request, methods);
  }

  private static Problem notAllowed(Exchange request, Set<String> methods) {
    String allowed = String.join(", ", methods).replaceFirst("\\bGET\\b", "GET, HEAD");
    request.header("Allow", allowed);
    return new Problem(
        405,
        "Method Not Allowed",
        request.path() + " accepts " + allowed + ", not " + request.method());
  }
}
