"""What does it add up to? Factors that each return bits and a sentence, recommendations, and the one referral."""
