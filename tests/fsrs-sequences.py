"""Makes fsrs-sequences.jsonl: what the reference implementation of FSRS-6 says.

Run with `pip install fsrs==6.3.2` and `python fsrs-sequences.py > fsrs-sequences.jsonl`.
Default parameters, retention 0.9, no learning steps, no fuzz. A line is one sequence of reviews, a review
[days since the last one, rating 1 to 4, stability after it, difficulty after it, interval in days].
"""
import json
import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

random.seed(20261123)
scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
for number in range(240):
    card, now, reviews = Card(), datetime(2026, 1, 1, 12, tzinfo=timezone.utc), []
    for at in range(random.randint(1, 25)):
        # A third follows the schedule, a third comes on any day, a third on the same day or the next.
        # No wait is longer than a year: intervals of decades differ by a day between 32 and 64 bits.
        due = min(365, max(0, (card.due - now).days)) if at else 0
        days = 0 if at == 0 else random.choice([due, random.randint(0, 400), random.randint(0, 1)])
        now += timedelta(days=days)
        rating = random.choices([1, 2, 3, 4], [2, 2, 5, 1])[0]
        card, _ = scheduler.review_card(card, Rating(rating), now)
        reviews.append([days, rating, card.stability, card.difficulty, (card.due - now).days])
    print(json.dumps(reviews))
