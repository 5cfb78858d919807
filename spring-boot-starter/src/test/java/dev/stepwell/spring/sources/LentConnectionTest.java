package dev.stepwell.spring.sources;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.StepwellProperties.SendTransaction;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import dev.stepwell.spring.outside.SpringOutsideWanted;
import dev.stepwell.spring.transaction.JoiningEventSender;
import dev.stepwell.spring.transaction.StepwellDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Connections of Stepwell's data source that Spring lends to a transaction of another one, from a pool without auto-commit. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {"spring.flyway.enabled=false", "spring.data.jpa.repositories.enabled=false"})
class LentConnectionTest {
  @Autowired
  private Stepwell stepwell;

  @Autowired
  private EventSender sender;

  @Autowired
  private StepwellDatabase database;

  @Autowired
  private DataSource ours;

  @Autowired
  private PlatformTransactionManager ourManager;

  @Autowired
  @Qualifier("otherManager")
  private PlatformTransactionManager otherManager;

  /** Two data sources, the first of which is Stepwell's. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Application {
    @Bean
    HikariDataSource ourPool() {
      return pool(false);
    }

    /** With the proxies that applications put around a pool. */
    @Bean
    @Primary
    DataSource ours(HikariDataSource ourPool) {
      return new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(ourPool));
    }

    @Bean(defaultCandidate = false)
    HikariDataSource otherPool() {
      return pool(true);
    }

    private static HikariDataSource pool(boolean autoCommit) {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(StarterDatabase.url());
      pool.setUsername("postgres");
      pool.setAutoCommit(autoCommit);
      return pool;
    }

    @Bean
    @Primary
    PlatformTransactionManager ourManager(DataSource ours) {
      return new JdbcTransactionManager(ours);
    }

    @Bean
    PlatformTransactionManager otherManager(@Qualifier("otherPool") DataSource other) {
      return new DataSourceTransactionManager(other);
    }

    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  private static void in(
      PlatformTransactionManager manager, int propagation, Consumer<TransactionStatus> action) {
    TransactionTemplate template = new TransactionTemplate(manager);
    template.setPropagationBehavior(propagation);
    template.executeWithoutResult(action);
  }

  private static void in(PlatformTransactionManager manager, Consumer<TransactionStatus> action) {
    in(manager, TransactionDefinition.PROPAGATION_REQUIRED, action);
  }

  private void read() {
    assertThat(new JdbcTemplate(ours).queryForObject("select 1", Integer.class)).isEqualTo(1);
  }

  private Sent send() {
    return sender.send(new SpringOutsideWanted("s"));
  }

  private boolean isStored(Sent sent) {
    return stepwell.runs().run(sent.runIds().get(0)).isPresent();
  }

  private boolean isStored(AtomicReference<Sent> sent) {
    return isStored(requireNonNull(sent.get()));
  }

  @Test
  void aSendThereTakesEffectAtOnce() {
    in(otherManager, status -> {
      read();
      assertThat(isStored(send())).isTrue();
      status.setRollbackOnly();
    });
    in(otherManager, outer -> {
      read();
      in(otherManager, TransactionDefinition.PROPAGATION_NESTED, nested -> {
        assertThat(isStored(send())).as("after a savepoint").isTrue();
        nested.setRollbackOnly();
      });
    });
  }

  @Test
  void aTransactionThatIsRequiredIsNotThatOfTheOtherDataSource() {
    EventSender requiring =
        new JoiningEventSender(() -> stepwell, database, SendTransaction.REQUIRE);

    in(otherManager, status -> {
      read();
      assertThatThrownBy(() -> requiring.send(new SpringOutsideWanted("r")))
          .hasMessageContaining("without a transaction");
    });
  }

  @Test
  void aTransactionOnTheDataSourceIsJoinedAroundAndWithinOneOfTheOther() {
    for (boolean rollback : List.of(false, true)) {
      AtomicReference<Sent> within = new AtomicReference<>();
      AtomicReference<Sent> around = new AtomicReference<>();
      in(otherManager, outer -> {
        read();
        in(ourManager, ofOurs -> {
          read();
          within.set(send());
          assertThat(isStored(within)).isFalse();
          if (rollback) {
            ofOurs.setRollbackOnly();
          }
        });
        read();
        assertThat(isStored(send())).as("after the inner transaction").isTrue();
      });
      in(ourManager, ofOurs -> {
        in(otherManager, inner -> {
          read();
          around.set(send());
          inner.setRollbackOnly();
        });
        assertThat(isStored(around)).isFalse();
        if (rollback) {
          ofOurs.setRollbackOnly();
        }
      });

      assertThat(isStored(within)).isEqualTo(!rollback);
      assertThat(isStored(around)).isEqualTo(!rollback);
    }
  }

  @Test
  void aTransactionThatWasSuspendedOrRolledBackToASavepointIsJoined() {
    AtomicReference<Sent> first = new AtomicReference<>();
    AtomicReference<Sent> undone = new AtomicReference<>();
    AtomicReference<Sent> alone = new AtomicReference<>();
    AtomicReference<Sent> last = new AtomicReference<>();
    in(ourManager, outer -> {
      first.set(send());
      in(ourManager, TransactionDefinition.PROPAGATION_NESTED, nested -> {
        undone.set(send());
        nested.setRollbackOnly();
      });
      in(ourManager, TransactionDefinition.PROPAGATION_REQUIRES_NEW, inner -> alone.set(send()));
      assertThat(isStored(alone)).isTrue();
      in(ourManager, TransactionDefinition.PROPAGATION_NOT_SUPPORTED, none -> {
        read();
        assertThat(isStored(send())).as("outside of the transaction").isTrue();
      });
      last.set(send());
      assertThat(isStored(first)).isFalse();
      assertThat(isStored(last)).isFalse();
    });

    assertThat(isStored(first)).isTrue();
    assertThat(isStored(undone)).isFalse();
    assertThat(isStored(last)).isTrue();
  }
}
