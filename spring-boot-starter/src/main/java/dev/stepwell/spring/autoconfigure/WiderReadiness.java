package dev.stepwell.spring.autoconfigure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Adds the health of Stepwell to the readiness group. Boot 3.5 and 4 have the same interfaces in different packages, and look for more of
 * them on the objects than the interfaces say: whatever an object implements, its stand-in does too.
 */
final class WiderReadiness {
  private static final String READINESS = "readiness";

  private WiderReadiness() {}

  /** The groups, with a readiness group that has the component, if there is one. */
  static <T> T of(Class<T> type, T groups) {
    return type.cast(standIn(groups, (proxy, method, arguments) -> {
      Object result = call(groups, method, arguments);
      return result != null && isReadiness(type, groups, method, arguments)
          ? standIn(
              result,
              (group, ofGroup, given) ->
                  isCall(ofGroup, given, "isMember", StepwellHealthAutoConfiguration.COMPONENT)
                      ? true
                      : call(result, ofGroup, given))
          : result;
    }));
  }

  /** Whether the call asks for the readiness group: by its name, or by its additional path, such as {@code server:/readyz}. */
  private static boolean isReadiness(
      Class<?> type, Object groups, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (!method.getName().equals("get") || arguments == null || READINESS.equals(arguments[0])) {
      return isCall(method, arguments, "get", READINESS);
    }
    Method byName = type.getMethod("get", String.class);
    Object group = call(groups, byName, new Object[] {READINESS});
    Object path = group == null
        ? null
        : call(group, byName.getReturnType().getMethod("getAdditionalPath"), null);
    return path != null && path.equals(arguments[0]);
  }

  private static Object standIn(Object original, InvocationHandler handler) {
    Class<?>[] interfaces = Arrays.stream(ClassUtils.getAllInterfaces(original))
        .filter(one -> Modifier.isPublic(one.getModifiers()))
        .toArray(Class<?>[]::new);
    return Proxy.newProxyInstance(original.getClass().getClassLoader(), interfaces, handler);
  }

  private static boolean isCall(
      Method method, @Nullable Object @Nullable [] arguments, String name, String argument) {
    return method.getName().equals(name)
        && arguments != null
        && arguments.length == 1
        && argument.equals(arguments[0]);
  }

  private static @Nullable Object call(
      Object original, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(original, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }
}
