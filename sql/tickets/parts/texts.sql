    /* Ref, subject and content. */
    SET ref = @REF_OF_NUMBER@,
      subject = LEFT(CONVERT(ticketstock_render(template_subject, 'text',
        @RULE_PLACEHOLDERS@) USING utf8mb4), 255),
      message = CONCAT(CONVERT(ticketstock_render(template, 'html',
        @RULE_PLACEHOLDERS@) USING utf8mb4), COALESCE(line, ''));
    IF message IS NULL THEN
      SIGNAL SQLSTATE '45000'
        SET MESSAGE_TEXT = 'The rule''s content is larger than 16 MB with its values, or memory is out.';
    END IF;
