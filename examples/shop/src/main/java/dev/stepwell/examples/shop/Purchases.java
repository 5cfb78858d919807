package dev.stepwell.examples.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** All purchases. */
public interface Purchases extends JpaRepository<Purchase, String> {}
