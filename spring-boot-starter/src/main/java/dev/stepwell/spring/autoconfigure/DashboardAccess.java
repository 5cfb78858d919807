package dev.stepwell.spring.autoconfigure;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.security.access.hierarchicalroles.NullRoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;

/**
 * Admits users with an authority. It is decided on the thread of the request; later, while a live stream is open, a user stays admitted until
 * the session ends.
 */
final class DashboardAccess implements Predicate<HttpServletRequest> {
  private static final boolean HAS_SECURITY = ClassUtils.isPresent(
      "org.springframework.security.core.Authentication", DashboardAccess.class.getClassLoader());

  private final String authority;
  private final BeanFactory beans;
  private final String attribute;

  /**
   * Admits users with this authority, or everybody if it is empty.
   *
   * @param authority as Spring Security knows it, or the name of a role
   * @param beans where the hierarchy of roles is, if the application has one
   */
  DashboardAccess(String authority, BeanFactory beans) {
    this.authority = authority;
    this.beans = beans;
    this.attribute = DashboardAccess.class.getName() + " " + authority;
  }

  /** Who was admitted, and the session that this depends on. */
  private record Admission(@Nullable HttpSession session) {
    boolean holds() {
      try {
        return session == null || session.getCreationTime() >= 0;
      } catch (IllegalStateException e) {
        return false;
      }
    }
  }

  @Override
  public boolean test(HttpServletRequest request) {
    if (request.getAttribute(attribute) instanceof Admission earlier) {
      return earlier.holds();
    }
    if (!isAdmitted(request)) {
      return false;
    }
    request.setAttribute(attribute, new Admission(request.getSession(false)));
    return true;
  }

  private boolean isAdmitted(HttpServletRequest request) {
    if (authority.isEmpty()) {
      return true;
    }
    Principal principal = request.getUserPrincipal();
    return (HAS_SECURITY && OfSecurity.isAuthentication(principal))
        ? OfSecurity.hasAuthority(principal, authority, beans)
        : request.isUserInRole(authority);
  }

  /** Loaded only where Spring Security is. */
  private static final class OfSecurity {
    private OfSecurity() {}

    static boolean isAuthentication(@Nullable Principal principal) {
      return principal instanceof Authentication;
    }

    /** As the filter chain decides, by the same hierarchy. */
    static boolean hasAuthority(Principal principal, String authority, BeanFactory beans) {
      return principal instanceof Authentication user
          && user.isAuthenticated()
          && beans
              .getBeanProvider(RoleHierarchy.class)
              .getIfAvailable(NullRoleHierarchy::new)
              .getReachableGrantedAuthorities(user.getAuthorities())
              .stream()
              .anyMatch(granted -> authority.equals(granted.getAuthority()));
    }
  }
}
