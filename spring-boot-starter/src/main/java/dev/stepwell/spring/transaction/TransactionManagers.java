package dev.stepwell.spring.transaction;

import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.spring.StepwellConfigurationException;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ClassUtils;

/** Finds the transaction manager for the steps of Stepwell: the one on its data source. */
public final class TransactionManagers {
  private static final boolean HAS_JPA = ClassUtils.isPresent(
      "org.springframework.orm.jpa.JpaTransactionManager",
      TransactionManagers.class.getClassLoader());

  private final StepwellDatabase database;

  private TransactionManagers(StepwellDatabase database) {
    this.database = database;
  }

  /**
   * What opens the transactions of steps: the application's own bean, or the transaction manager on the data source of Stepwell.
   *
   * @return null if there is none; steps then use plain JDBC
   * @throws StepwellConfigurationException if there are only managers on other data sources, or several fit
   */
  public static @Nullable StepTransactions of(
      ListableBeanFactory beans, StepwellDatabase database) {
    StepTransactions own = beans.getBeanProvider(StepTransactions.class).getIfAvailable();
    if (own != null) {
      return own;
    }
    Map<String, PlatformTransactionManager> managers =
        BeanFactoryUtils.beansOfTypeIncludingAncestors(
            beans, PlatformTransactionManager.class, false, true);
    PlatformTransactionManager primary =
        beans.getBeanProvider(PlatformTransactionManager.class).getIfUnique();
    return new TransactionManagers(database).choose(managers, primary);
  }

  private @Nullable StepTransactions choose(
      Map<String, PlatformTransactionManager> managers,
      @Nullable PlatformTransactionManager primary) {
    Map<String, PlatformTransactionManager> fitting = new LinkedHashMap<>();
    Map<String, PlatformTransactionManager> unknown = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    boolean others = false;
    for (Map.Entry<String, PlatformTransactionManager> entry : managers.entrySet()) {
      DataSource known = dataSource(entry.getValue());
      if (known != null && database.isSameAs(known)) {
        fitting.put(entry.getKey(), entry.getValue());
      } else if (known != null) {
        others = true;
      } else if (!(entry.getValue() instanceof ResourceTransactionManager)) {
        unknown.put(entry.getKey(), entry.getValue());
      } else if (HAS_JPA && OfJpa.isOfEntities(entry.getValue())) {
        unreadable.add(entry.getKey());
      }
    }
    if (fitting.isEmpty() && unknown.isEmpty() && !unreadable.isEmpty()) {
      throw unreadable(unreadable);
    }
    if (fitting.isEmpty() && unknown.isEmpty() && others) {
      throw noneFits(managers);
    }
    Map<String, PlatformTransactionManager> candidates = fitting.isEmpty() ? unknown : fitting;
    return candidates.isEmpty() ? null : transactions(one(candidates, primary));
  }

  private SpringTransactions transactions(PlatformTransactionManager manager) {
    return new SpringTransactions(manager, database);
  }

  private static PlatformTransactionManager one(
      Map<String, PlatformTransactionManager> candidates,
      @Nullable PlatformTransactionManager primary) {
    if (primary != null && candidates.containsValue(primary)) {
      return primary;
    }
    if (candidates.size() > 1) {
      throw new StepwellConfigurationException(
          "Several transaction managers open transactions on the data source of Stepwell: "
              + String.join(", ", candidates.keySet()) + ".",
          "Mark the one for transactional steps as @Primary, or declare a bean of type StepTransactions.");
    }
    return candidates.values().iterator().next();
  }

  private static StepwellConfigurationException noneFits(
      Map<String, PlatformTransactionManager> managers) {
    return new StepwellConfigurationException(
        "The data source of Stepwell differs from those of the application's transaction managers: "
            + managers.entrySet().stream()
                .map(entry -> entry.getKey() + " is on " + dataSource(entry.getValue()))
                .collect(Collectors.joining(", "))
            + ".",
        "Mark the DataSource bean that Stepwell is to use with @StepwellDataSource, declare a transaction manager for"
            + " it, or declare a bean of type StepTransactions.");
  }

  private static StepwellConfigurationException unreadable(List<String> managers) {
    return new StepwellConfigurationException(
        "These transaction managers do not name their data source, which may be that of Stepwell: "
            + String.join(", ", managers) + ".",
        "Set their property dataSource, declare a transaction manager for the data source of Stepwell, or declare a bean"
            + " of type StepTransactions.");
  }

  private static @Nullable DataSource dataSource(PlatformTransactionManager manager) {
    if (manager instanceof ResourceTransactionManager resource
        && resource.getResourceFactory() instanceof DataSource source) {
      return source;
    }
    DataSource ofJpa = HAS_JPA ? OfJpa.dataSource(manager) : null;
    return ofJpa == null ? named(manager) : ofJpa;
  }

  /** What needs Spring's support of JPA, which an application need not have. */
  private static final class OfJpa {
    static @Nullable DataSource dataSource(PlatformTransactionManager manager) {
      return manager instanceof JpaTransactionManager jpa ? jpa.getDataSource() : null;
    }

    /** Whether its transactions are those of JPA or Hibernate. */
    static boolean isOfEntities(PlatformTransactionManager manager) {
      return manager instanceof ResourceTransactionManager resource
          && resource.getResourceFactory() instanceof EntityManagerFactory;
    }
  }

  /** As that for Hibernate names it, whose package Spring 7 has changed, and as those of other libraries may. */
  private static @Nullable DataSource named(PlatformTransactionManager manager) {
    try {
      Object known = manager.getClass().getMethod("getDataSource").invoke(manager);
      return known instanceof DataSource source ? source : null;
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "the data source of " + manager.getClass().getName() + " cannot be read",
          Objects.requireNonNullElse(e.getCause(), e));
    }
  }
}
